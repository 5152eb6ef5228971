import type { LiveEvent, LiveState } from '../schema/live.ts';

/** Two events with the same key are about the same thing: the later one replaces the earlier one. */
export function liveEventKey(event: LiveEvent): string {
  switch (event.type) {
    case 'connections':
      return 'connections';
    case 'buckets':
      return `buckets/${event.connectionId}`;
    case 'bucket':
      return `bucket/${event.bucket.connectionId}/${event.bucket.name}`;
    case 'uploads':
      return `uploads/${event.connectionId}/${event.bucket}`;
    case 'job':
      return `job/${event.job.id}`;
    case 'item': {
      const { key, uploadId } = event.item.planned.ref;
      return `item/${event.item.jobId}/${uploadId}/${key}`;
    }
    case 'items':
      return `items/${event.jobId}`;
    case 'watch':
      return 'watch';
    case 'prompts':
    case 'profiles':
    case 'openings':
      return event.type;
    case 'credentials':
      return `credentials/${event.credentials.connectionId}`;
    case 'outage':
      return `outage/${event.connectionId}`;
    case 'wait':
      return `wait/${event.connectionId}`;
    case 'endpoint':
      return `endpoint/${event.connectionId}`;
    case 'notice':
      return `notice/${event.notice.id}`;
  }
}

/** The state after one event. Pure; used by the engine (to answer late subscribers) and by the page. */
export function applyLiveEvent(state: LiveState, event: LiveEvent): LiveState {
  switch (event.type) {
    case 'connections': {
      const known = new Set(event.connections.map((connection) => connection.id));
      const ofKnown = <T>(values: Record<string, T>) =>
        Object.fromEntries(Object.entries(values).filter(([id]) => known.has(id)));
      return {
        ...state,
        connections: event.connections,
        buckets: ofKnown(state.buckets),
        ...(state.credentials && { credentials: ofKnown(state.credentials) }),
        ...(state.outages && { outages: ofKnown(state.outages) }),
        ...(state.waits && { waits: ofKnown(state.waits) }),
        ...(state.endpoints && { endpoints: ofKnown(state.endpoints) }),
      };
    }
    case 'buckets':
      return { ...state, buckets: { ...state.buckets, [event.connectionId]: event.list } };
    case 'bucket': {
      const { connectionId, name } = event.bucket;
      const list = state.buckets[connectionId];
      if (!list) return state;
      const items = list.items.map((bucket) => (bucket.name === name ? event.bucket : bucket));
      return { ...state, buckets: { ...state.buckets, [connectionId]: { ...list, items } } };
    }
    case 'job': {
      const rest = state.jobs.filter((job) => job.id !== event.job.id);
      return { ...state, jobs: [event.job, ...rest].toSorted((a, b) => b.createdAt - a.createdAt) };
    }
    case 'watch':
      return { ...state, watch: event.watch };
    case 'prompts':
      return { ...state, prompts: event.prompts };
    case 'openings':
      return { ...state, openings: event.openings };
    case 'credentials':
      return {
        ...state,
        credentials: { ...state.credentials, [event.credentials.connectionId]: event.credentials },
      };
    case 'outage': {
      const { [event.connectionId]: _before, ...others } = state.outages ?? {};
      return { ...state, outages: event.outage ? { ...others, [event.connectionId]: event.outage } : others };
    }
    case 'wait': {
      const { [event.connectionId]: _before, ...others } = state.waits ?? {};
      return { ...state, waits: event.wait ? { ...others, [event.connectionId]: event.wait } : others };
    }
    case 'endpoint': {
      const { [event.connectionId]: _before, ...others } = state.endpoints ?? {};
      return { ...state, endpoints: event.facts ? { ...others, [event.connectionId]: event.facts } : others };
    }
    case 'uploads':
    case 'item':
    case 'items':
    case 'profiles':
    case 'notice':
      // Rows and items live in windows of the index, which the page's cache handles; a notice is no state.
      return state;
  }
}
