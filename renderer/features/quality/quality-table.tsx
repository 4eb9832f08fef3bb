/** The frame of a table of both ways of a call: its head; each way is a row given in. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export function QualityTable({ children }: { readonly children: ReactNode }): ReactNode {
  const { t } = useTranslation('quality');
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('way')}</th>
          <th scope="col">{t('mos')}</th>
          <th scope="col">{t('loss')}</th>
          <th scope="col">{t('jitter')}</th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
