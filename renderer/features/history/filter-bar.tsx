/** The filters of history: text, period, risk, tag, only mine; and the counts by verdict as segments. */
import { useTranslation } from 'react-i18next';
import { actionSchema, riskBandSchema, type Action } from '../../../core/judge/verdict.ts';
import { tags, tagSchema } from '../../../core/tag/tag.ts';
import { Choice } from '../kit/choice.tsx';
import { SearchBox } from '../kit/search-box.tsx';
import { periods, type HistoryFilter, type Period } from './history-filter.ts';

interface FilterBarProps {
  readonly filter: HistoryFilter;
  readonly counts: Readonly<Record<string, number>>;
  readonly onChange: (filter: HistoryFilter) => void;
}

export function FilterBar({ filter, counts, onChange }: FilterBarProps) {
  const { t } = useTranslation(['history', 'common']);
  const set = (part: Partial<HistoryFilter>): void => onChange({ ...filter, ...part });
  return (
    <>
      <div className="kit-bar">
        <SearchBox label={t('filter.text')} value={filter.text} onChange={(text) => set({ text })} />
        <select
          className="kit-input kit-select"
          aria-label={t('filter.period')}
          value={filter.period}
          onChange={(event) => set({ period: event.target.value as Period })}
        >
          {periods.map((period) => (
            <option key={period} value={period}>
              {t(`period.${period}`)}
            </option>
          ))}
        </select>
        <select
          className="kit-input kit-select"
          aria-label={t('filter.band')}
          value={filter.band}
          onChange={(event) => {
            const band = riskBandSchema.safeParse(event.target.value);
            set({ band: band.success ? band.data : 'any' });
          }}
        >
          <option value="any">{t('filter.anyBand')}</option>
          {riskBandSchema.options.map((band) => (
            <option key={band} value={band}>
              {t(`common:risk.${band}`)}
            </option>
          ))}
        </select>
        <select
          className="kit-input kit-select"
          aria-label={t('filter.tag')}
          value={filter.tag ?? ''}
          onChange={(event) => {
            const tag = tagSchema.safeParse(event.target.value);
            set({ tag: tag.success ? tag.data : null });
          }}
        >
          <option value="">{t('filter.anyTag')}</option>
          {tags.map((tag) => (
            <option key={tag} value={tag}>
              {t(`common:tag.${tag}`)}
            </option>
          ))}
        </select>
      </div>
      <div className="kit-bar">
        <Choice<Action | 'all'>
          label={t('filter.action')}
          value={filter.action ?? 'all'}
          options={[
            { value: 'all', label: t('filter.all'), count: counts['all'] },
            ...actionSchema.options.map((action) => ({
              value: action,
              label: t(`actionShort.${action}`),
              count: counts[action],
            })),
          ]}
          onChange={(action) => set({ action: action === 'all' ? null : action })}
        />
        <span className="kit-gap" />
        <label className="kit-check">
          <input
            type="checkbox"
            checked={filter.onlyMine}
            onChange={(event) => set({ onlyMine: event.target.checked })}
          />
          {t('filter.onlyMine')}
        </label>
      </div>
    </>
  );
}
