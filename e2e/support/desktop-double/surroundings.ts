import { EventEmitter } from 'node:events';
import type {
  Clipboard,
  Dialog,
  Display,
  MenuItemConstructorOptions,
  NativeTheme,
  NotificationConstructorOptions,
  PowerSaveBlocker,
  Screen,
  Shell,
} from 'electron';
import { type Desktop, mustBeReady } from './desktop.ts';
import { strict } from './strict.ts';

const notificationEvents = ['show', 'click', 'close', 'failed'];

/** What stands around the window: its menus, dialogs, notifications, the theme, the displays. */
export function createSurroundings(desktop: Desktop) {
  const { world, record } = desktop;
  const made: NotificationDouble[] = [];

  class NotificationDouble extends EventEmitter {
    static isSupported(): boolean {
      return world.notifications !== 'unsupported';
    }
    readonly options: NotificationConstructorOptions;
    constructor(options: NotificationConstructorOptions) {
      super();
      this.options = options;
    }
    show(): void {
      setImmediate(() => {
        if (world.notifications === 'failed') this.emit('failed', {}, 'The app is not signed');
        else this.emit('show');
      });
    }
    close(): void {
      this.emit('close', { reason: 'applicationHidden' });
    }
  }
  const Notification = strict(
    'Notification',
    new Proxy(NotificationDouble, {
      construct(_, [options]) {
        mustBeReady(desktop, 'Notification');
        record('new Notification', [options]);
        const notification = strict('notification', new NotificationDouble(options), record, notificationEvents);
        made.push(notification);
        return notification;
      },
    }),
    record,
  );
  let applicationMenu: MenuItemConstructorOptions[] = [];
  const Menu = strict(
    'Menu',
    {
      buildFromTemplate: (template: MenuItemConstructorOptions[]) =>
        strict('menu', { template, popup: () => record('menu', [template]) }, () => {}),
      setApplicationMenu(menu: { template: MenuItemConstructorOptions[] }) {
        applicationMenu = menu.template;
      },
    },
    record,
  );
  const dialog = {
    showErrorBox() {},
    /** With a window and options, or with options alone. */
    async showMessageBox(...args: unknown[]) {
      const [options] = args.slice(-1);
      const cancelId = typeof options === 'object' && options !== null && 'cancelId' in options ? options.cancelId : 0;
      const response = world.answers.shift() ?? Number(cancelId);
      return { response, checkboxChecked: false };
    },
    async showOpenDialog() {
      const path = world.chosenFiles.shift();
      return { canceled: path === undefined, filePaths: path === undefined ? [] : [path] };
    },
  } satisfies Pick<Dialog, 'showErrorBox' | 'showMessageBox' | 'showOpenDialog'>;
  let themeSource: NativeTheme['themeSource'] = 'system';
  const nativeTheme = {
    get themeSource() {
      return themeSource;
    },
    set themeSource(source) {
      record('nativeTheme.themeSource', [source]);
      themeSource = source;
    },
    get shouldUseDarkColors() {
      return themeSource === 'system' ? world.dark : themeSource === 'dark';
    },
  } satisfies Pick<NativeTheme, 'themeSource' | 'shouldUseDarkColors'>;
  type WorkArea = Pick<Display, 'id' | 'workArea'>;
  const display = (workArea: Desktop['world']['bounds'], id = 0) => ({ id, workArea });
  const screen = {
    getAllDisplays() {
      mustBeReady(desktop, 'screen');
      return world.displays.map((area, id) => display(area, id));
    },
    getPrimaryDisplay() {
      mustBeReady(desktop, 'screen');
      return display(world.displays[0] ?? world.bounds);
    },
  } satisfies { [name in keyof Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'>]: () => WorkArea | WorkArea[] };
  const blockers = new Set<number>();
  const powerSaveBlocker = {
    start() {
      mustBeReady(desktop, 'powerSaveBlocker');
      const id = blockers.size + 1;
      blockers.add(id);
      return id;
    },
    stop: (id) => blockers.delete(id),
  } satisfies Pick<PowerSaveBlocker, 'start' | 'stop'>;
  const shell = {
    async openExternal() {},
    openPath: async () => '',
  } satisfies Pick<Shell, 'openExternal' | 'openPath'>;
  const clipboard = { async writeText() {} } satisfies Pick<Clipboard, 'writeText'>;

  return {
    Notification,
    notifications: made,
    /** The person chooses an entry of the menu bar. @throws Error where there is none of that name */
    choose(label: string) {
      const entries = applicationMenu.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
      const click = entries.find((entry) => entry.label === label)?.click;
      if (!click) throw new Error(`The menu has no “${label}”`);
      Reflect.apply(click, null, []);
    },
    Menu,
    dialog: strict('dialog', dialog, record),
    nativeTheme: strict('nativeTheme', nativeTheme, record),
    screen: strict('screen', screen, record),
    clipboard: strict('clipboard', clipboard, record),
    powerMonitor: strict('powerMonitor', new EventEmitter(), record, ['suspend', 'resume', 'shutdown']),
    powerSaveBlocker: strict('powerSaveBlocker', powerSaveBlocker, record),
    shell: strict('shell', shell, record),
  };
}
