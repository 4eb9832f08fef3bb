/** A failed command or read as a banner: what happened, in words, with a retry; the code stays behind 详情. */
import { useTranslation } from 'react-i18next';
import { failureOf, type Failure } from '../../state/failure.ts';
import { Banner } from '../../ui/banner.tsx';
import { useReasonWords } from './invalid-words.ts';

interface FailureBannerProps {
  readonly title: string;
  /** what was thrown, or what `useCommand` made of it */
  readonly failure: Failure;
  readonly onRetry?: (() => void) | undefined;
  /** nothing was typed that could still be there */
  readonly isRead?: boolean;
}

export function FailureBanner({ title, failure, onRetry, isRead }: FailureBannerProps) {
  const { t } = useTranslation(['common', 'kit']);
  const reason = useReasonWords('common');
  const { invalid } = failure;
  const words = isRead === true && failure.key === 'unknown' ? t('kit:readUnknown') : t(`failure.${failure.key}`);
  return (
    <Banner
      kind="error"
      title={title}
      text={invalid ? reason(invalid.reason, invalid.params) : words}
      detail={failure.detail}
      action={
        onRetry && (
          <button type="button" className="lw-button" onClick={onRetry}>
            {t('retry')}
          </button>
        )
      }
    />
  );
}

/** The same for a read that failed; shown only while there is nothing older to show. */
export function ReadFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation(['kit', 'common']);
  return (
    <div className="kit-read-failure">
      <FailureBanner isRead title={t('readFailed')} failure={failureOf(error)} onRetry={onRetry} />
    </div>
  );
}
