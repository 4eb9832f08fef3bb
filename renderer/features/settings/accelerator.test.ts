import { describe, expect, it } from 'vitest';
import { acceleratorOf, capOf, clashOf } from './accelerator.ts';

const press = (code: string, held: string = '') => ({
  code,
  ctrlKey: held.includes('c'),
  altKey: held.includes('a'),
  shiftKey: held.includes('s'),
  metaKey: held.includes('m'),
});

describe('system keys', () => {
  it('are written as Electron wants them', () => {
    expect(acceleratorOf(press('F8', 's'))).toBe('Shift+F8');
    expect(acceleratorOf(press('KeyA', 'ca'))).toBe('Ctrl+Alt+A');
    expect(acceleratorOf(press('Numpad5'))).toBe('num5');
    expect(acceleratorOf(press('ShiftLeft', 's'))).toBeNull();
    expect(acceleratorOf(press('Escape'))).toBeNull();
  });
  it('are shown as caps', () => {
    expect(capOf('Shift+F8')).toBe('⇧F8');
  });
  it('are warned of where another program has them', () => {
    expect(clashOf('F8')).toBeNull();
    expect(clashOf('Shift+F9')).toBeNull();
    expect(clashOf('F5')).toBe('browser');
    expect(clashOf('Ctrl+T')).toBe('browser');
    expect(clashOf('Ctrl+Alt+A')).toBe('chat');
    expect(clashOf('Alt+F4')).toBe('system');
    expect(clashOf('Ctrl+Space')).toBe('input-method');
    expect(clashOf('A')).toBe('bare');
  });
});
