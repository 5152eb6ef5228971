import { EventEmitter } from 'node:events';

/** Told of every call of a member of Electron's, in order. */
export type Recorder = (name: string, args: readonly unknown[]) => void;

/** What the language and test tools ask of any object: absent, and no mistake of whoever asks. */
const askedOfAnything: ReadonlySet<string> = new Set(['then', 'toJSON', 'asymmetricMatch', 'nodeType', 'tagName']);
const waysToListen: ReadonlySet<string> = new Set(['on', 'once', 'addListener', 'prependListener']);
const isPlumbing = (key: string) => key === 'constructor' || key in EventEmitter.prototype;

/**
 * The object, as code under test may use it: every member that it does not have throws, asked for or set, and so does
 * listening to an event that it never emits, because what is written against that would go untested. Calls go to the
 * recorder as `name.member`.
 *
 * @param events the events that the object emits
 */
export function strict<T extends object>(name: string, known: T, record: Recorder, events: readonly string[] = []): T {
  const unknown = (what: string) =>
    new TypeError(`The desktop double does not know ${name}.${what}: teach it what Electron does there`);
  return new Proxy(known, {
    get(target, key, receiver) {
      if (typeof key === 'string' && !(key in target) && !askedOfAnything.has(key)) throw unknown(key);
      const member: unknown = Reflect.get(target, key, receiver);
      if (typeof member !== 'function' || typeof key === 'symbol') return member;
      if (isPlumbing(key) && !waysToListen.has(key)) return member;
      return new Proxy(member, {
        apply(method, self, args) {
          if (!waysToListen.has(key)) record(`${name}.${key}`, args);
          else if (!events.includes(String(args[0]))) throw unknown(`${key}('${String(args[0])}')`);
          return Reflect.apply(method, self, args);
        },
      });
    },
    set(target, key, value, receiver) {
      if (typeof key === 'string' && !(key in target)) throw unknown(key);
      return Reflect.set(target, key, value, receiver);
    },
  });
}

/** An event as Electron hands it to listeners. */
export function createEvent<T extends object>(fields: T): T & { preventDefault(): void; defaultPrevented: boolean } {
  return Object.assign(fields, {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  });
}

/** The object as Electron leaves it once it is destroyed: every use throws, but the question whether it is. */
export function alive<T extends EventEmitter & { gone: boolean }>(object: T): T {
  return new Proxy(object, {
    get(target, key, receiver) {
      const isHarmless = typeof key === 'symbol' || key === 'gone' || key === 'isDestroyed' || isPlumbing(key);
      if (target.gone && !isHarmless) throw new TypeError('Object has been destroyed');
      return Reflect.get(target, key, receiver);
    },
  });
}
