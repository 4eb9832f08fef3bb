/**
 * Who is joined to whom: view ↔ phone, view ↔ desk service, phone ↔ desk service. Ports are made here and handed out as
 * windows say that they are ready, and again whenever one end was replaced. What they carry is nobody's matter here.
 */
import { MessageChannelMain } from 'electron';
import type { MessagePortMain, WebContents } from 'electron';
import type { ShellRole } from '../../core/contract/shell.ts';
import type { DeskProcess } from './desk-process.ts';

export const portChannel = 'linewarden:port';

export interface PortBroker {
  /** A page of this role (re)loaded and listens now. */
  onReady(role: ShellRole, contents: WebContents): void;
  /** The desk service is (again) up. */
  onDeskReady(): void;
  onGone(role: ShellRole): void;
  isReady(role: ShellRole): boolean;
}

export function createPortBroker(desk: Pick<DeskProcess, 'give' | 'isReady'>): PortBroker {
  const ready = new Map<ShellRole, WebContents>();

  const hand = (contents: WebContents, kind: 'desk' | 'phone' | 'view', port: MessagePortMain) => {
    if (contents.isDestroyed()) port.close();
    else contents.postMessage(portChannel, { linewardenPort: kind }, [port]);
  };
  const joinDesk = (contents: WebContents) => {
    if (!desk.isReady()) return;
    const { port1, port2 } = new MessageChannelMain();
    desk.give(port1);
    hand(contents, 'desk', port2);
  };
  const joinPhone = (view: WebContents) => {
    const phone = ready.get('phone');
    if (!phone) return;
    const { port1, port2 } = new MessageChannelMain();
    hand(phone, 'view', port1);
    hand(view, 'phone', port2);
  };

  return {
    onReady(role, contents) {
      ready.set(role, contents);
      // the card is a view of the phone alone
      if (role !== 'card') joinDesk(contents);
      if (role !== 'phone') joinPhone(contents);
      else for (const [other, view] of ready) if (other !== 'phone') joinPhone(view);
    },
    onDeskReady() {
      for (const [role, contents] of ready) if (role !== 'card') joinDesk(contents);
    },
    onGone: (role) => void ready.delete(role),
    isReady: (role) => ready.has(role),
  };
}
