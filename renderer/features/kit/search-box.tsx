/** The text filter of a page: `/` focuses it, Esc empties it. */
import { Search } from 'lucide-react';
import { useRef } from 'react';
import { Keycap } from '../../ui/keycap.tsx';
import { useKeys } from '../../ui/keys.ts';

interface SearchBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function SearchBox({ label, value, onChange }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  useKeys({ Slash: () => input.current?.focus() });
  return (
    <span className="kit-search">
      <Search size={16} aria-hidden="true" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        maxLength={64}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
          if (value === '') input.current?.blur();
          else onChange('');
          event.stopPropagation();
        }}
      />
      {value === '' && <Keycap>/</Keycap>}
    </span>
  );
}
