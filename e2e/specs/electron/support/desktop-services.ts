/**
 * What a desktop gives to programs on the session bus, as far as the product uses it: the tray's StatusNotifierWatcher with
 * a host, and the notification service. Keeps what the product showed there; knows nothing of the product.
 */
import dbus from 'dbus-next';
import { waitFor } from '../../../lab/waiting.ts';

const { Interface } = dbus.interface;

export interface ShownNotification {
  readonly title: string;
  readonly body: string;
}

export interface TrayItem {
  readonly tooltip: string;
  /** alpha of each pixel of the smallest picture, so that two pictures can be told apart */
  readonly picture: string;
  /** labels of the menu's entries, top to bottom, '' for a separator */
  readonly menu: readonly string[];
}

export interface DesktopServices {
  readonly notifications: readonly ShownNotification[];
  /** the one item that is in the tray now */
  item(): Promise<TrayItem>;
  /** chooses an entry of its menu */
  choose(label: string): Promise<void>;
  /** a click on the icon itself */
  click(): Promise<void>;
  stop(): Promise<void>;
}

class Watcher extends Interface {
  readonly items: string[] = [];
  readonly IsStatusNotifierHostRegistered = true;
  readonly ProtocolVersion = 0;
  constructor() {
    super('org.kde.StatusNotifierWatcher');
  }
  get RegisteredStatusNotifierItems(): string[] {
    return this.items;
  }
  RegisterStatusNotifierItem(service: string): void {
    this.items.push(service);
  }
  RegisterStatusNotifierHost(_service: string): void {
    // there is one already: us
  }
}
Watcher.configureMembers({
  properties: {
    IsStatusNotifierHostRegistered: { signature: 'b', access: 'read' },
    ProtocolVersion: { signature: 'i', access: 'read' },
    RegisteredStatusNotifierItems: { signature: 'as', access: 'read' },
  },
  methods: {
    RegisterStatusNotifierItem: { inSignature: 's', outSignature: '' },
    RegisterStatusNotifierHost: { inSignature: 's', outSignature: '' },
  },
});

class Notifications extends Interface {
  readonly shown: ShownNotification[] = [];
  constructor() {
    super('org.freedesktop.Notifications');
  }
  GetCapabilities(): string[] {
    return ['body'];
  }
  GetServerInformation(): string[] {
    return ['spec', 'linewarden', '1', '1.2'];
  }
  Notify(_app: string, _replaces: number, _icon: string, title: string, body: string): number {
    return this.shown.push({ title, body });
  }
  CloseNotification(_id: number): void {
    // nothing is on screen
  }
}
Notifications.configureMembers({
  methods: {
    GetCapabilities: { inSignature: '', outSignature: 'as' },
    GetServerInformation: { inSignature: '', outSignature: 'ssss' },
    Notify: { inSignature: 'susssasa{sv}i', outSignature: 'u' },
    CloseNotification: { inSignature: 'u', outSignature: '' },
  },
});

type Layout = [id: number, properties: Record<string, dbus.Variant<unknown>>, children: dbus.Variant<Layout>[]];
type Pixmap = [width: number, height: number, bytes: Buffer];

export async function startDesktopServices(): Promise<DesktopServices> {
  const bus = dbus.sessionBus();
  const watcher = new Watcher();
  const notifications = new Notifications();
  bus.export('/StatusNotifierWatcher', watcher);
  bus.export('/org/freedesktop/Notifications', notifications);
  await bus.requestName('org.kde.StatusNotifierWatcher', 0);
  await bus.requestName('org.freedesktop.Notifications', 0);

  /** One method call, its answer's first value. */
  const ask = async (
    destination: string,
    path: string,
    member: string,
    signature: string,
    body: unknown[],
  ): Promise<unknown[]> => {
    const at = member.lastIndexOf('.');
    const reply = await bus.call(
      new dbus.Message({
        destination,
        path,
        interface: member.slice(0, at),
        member: member.slice(at + 1),
        signature,
        body,
      }),
    );
    return reply?.body ?? [];
  };
  const service = (): Promise<string> =>
    waitFor(() => watcher.items.at(-1), { what: 'an item in the tray', timeoutMs: 10_000 });
  const property = async <T>(name: string): Promise<T> => {
    const [value] = await ask(await service(), '/StatusNotifierItem', 'org.freedesktop.DBus.Properties.Get', 'ss', [
      'org.kde.StatusNotifierItem',
      name,
    ]);
    return (value as dbus.Variant<T>).value;
  };
  const entries = async (): Promise<{ id: number; label: string }[]> => {
    const menu = await property<string>('Menu');
    const [, [, , children]] = (await ask(await service(), menu, 'com.canonical.dbusmenu.GetLayout', 'iias', [
      0,
      -1,
      [],
    ])) as [number, Layout];
    return children.map(({ value: [id, properties] }) => {
      const label = properties['label']?.value;
      return { id, label: typeof label === 'string' ? label : '' };
    });
  };
  return {
    notifications: notifications.shown,
    async item() {
      const [, , title, text] = await property<[string, Pixmap[], string, string]>('ToolTip');
      const pixmaps = await property<Pixmap[]>('IconPixmap');
      const smallest = pixmaps.toSorted(([a], [b]) => a - b)[0];
      if (!smallest) throw new Error('the tray item has no picture');
      const [width, height, argb] = smallest;
      const alpha = Buffer.from(Uint8Array.from({ length: width * height }, (_, index) => argb[index * 4] ?? 0));
      return {
        tooltip: title === '' ? text : title,
        picture: `${width}x${height} ${alpha.toString('base64')}`,
        menu: (await entries()).map(({ label }) => label),
      };
    },
    async choose(label) {
      const entry = (await entries()).find((each) => each.label === label);
      if (!entry) throw new Error(`the tray's menu has no ${label}`);
      await ask(await service(), await property<string>('Menu'), 'com.canonical.dbusmenu.Event', 'isvu', [
        entry.id,
        'clicked',
        new dbus.Variant('s', ''),
        0,
      ]);
    },
    async click() {
      await ask(await service(), '/StatusNotifierItem', 'org.kde.StatusNotifierItem.Activate', 'ii', [0, 0]);
    },
    async stop() {
      await bus.releaseName('org.kde.StatusNotifierWatcher');
      await bus.releaseName('org.freedesktop.Notifications');
      bus.disconnect();
    },
  };
}
