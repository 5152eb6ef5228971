import { ActionIcon, Button, TextInput } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { words } from '../../../shared/words/words.ts';
import { useApi, useBucketLists, useConnections } from '../../api/api.tsx';
import { connectionOf, route, useRoute } from '../../route.ts';
import { useCommands } from '../../ui/commands.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { ConnectionDialog, ConnectionsMenu } from '../connections/index.ts';
import { AddBucket } from './add-bucket.tsx';
import { useCollapsed } from './collapsed.ts';
import { ConnectionTree } from './connection-tree.tsx';
import classes from './sidebar.module.css';
import { type Tree, type TreeRow, treeRows } from './tree-rows.ts';

/** The sidebar: `top`, then the tree of connections and buckets with its filter, and what is not of one of them. */
export function Navigation({ top }: { top: ReactNode }) {
  const connections = useConnections();
  const [adding, setAdding] = useState(false);
  const here = useRoute();
  const hereConnection = connectionOf(here);
  const text = words.page.sidebar;
  useCommands(text.label, [{ label: text.addConnection, run: () => setAdding(true) }]);
  return (
    <nav aria-label={text.label} className={classes.navigation}>
      {top}
      {connections.length > 0 ? (
        <FilteredTree />
      ) : (
        <p className={`${classes.note} ${classes.fill}`}>{text.noConnection}</p>
      )}
      <div className={classes.foot}>
        {connections.length === 0 && (
          <PlaceEntry icon="left" name={text.welcome} isHere={false} onOpen={() => route.go({ screen: 'start' })} />
        )}
        <PlaceEntry
          icon="history"
          name={text.history}
          isHere={here.screen === 'history'}
          onOpen={() => route.go({ screen: 'history', jobId: null })}
        />
        {hereConnection !== null && connections.some(({ id }) => id === hereConnection) && (
          <AddBucket key={hereConnection} connectionId={hereConnection} />
        )}
        <div className={classes.adding}>
          <Button
            variant="default"
            fullWidth
            leftSection={<Icon name="plus" size={14} />}
            onClick={() => setAdding(true)}
          >
            {text.addConnection}
          </Button>
          <ConnectionsMenu />
        </div>
      </div>
      {adding && (
        <ConnectionDialog
          onClose={() => setAdding(false)}
          onSaved={({ id }) => {
            setAdding(false);
            route.go({ screen: 'connection', connectionId: id });
          }}
        />
      )}
    </nav>
  );
}

function FilteredTree() {
  const { client } = useApi();
  const connections = useConnections();
  const lists = useBucketLists();
  const [filter, setFilter] = useState('');
  const { collapsed, setExpanded } = useCollapsed();
  const tree = useMemo(
    () => treeRows({ connections, lists, collapsed, filter }),
    [connections, lists, collapsed, filter],
  );

  // A bucket that one went to is shown, also where its connection was collapsed before.
  const here = useRoute();
  const expandedFor = useRef<string | null>(null);
  useEffect(() => {
    const bucket = here.screen === 'bucket' ? `${here.connectionId} ${here.bucket}` : null;
    if (bucket === expandedFor.current) return;
    expandedFor.current = bucket;
    if (here.screen === 'bucket' && collapsed.has(here.connectionId)) setExpanded([here.connectionId], true);
  });

  const [focusWanted, setFocusWanted] = useState(false);
  const onFilterKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && filter !== '') setFilter('');
    else if (event.key === 'ArrowDown' && tree.rows.length > 0) setFocusWanted(true);
    else return;
    event.preventDefault();
  };
  const onExpand = (row: TreeRow, expanded: boolean) => {
    if (row.kind !== 'connection') return;
    const { id } = row.connection;
    setExpanded([id], expanded);
    // What comes of it is told to everybody by the live feed.
    if (expanded && !row.list) client.buckets.refresh({ connectionId: id }).catch(() => {});
  };
  const ids = connections.map(({ id }) => id);
  const text = words.page.sidebar;
  const isAllCollapsed = ids.every((id) => collapsed.has(id));
  return (
    <>
      <div className={classes.filter}>
        <TextInput
          size="xs"
          aria-label={text.filter}
          data-filter
          placeholder={text.filterHint}
          value={filter}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setFilter(event.currentTarget.value)}
          onKeyDown={onFilterKey}
        />
        <ActionIcon
          aria-label={isAllCollapsed ? text.expandAll : text.collapseAll}
          variant="default"
          size={30}
          onClick={() => setExpanded(ids, isAllCollapsed)}
        >
          <Icon name={isAllCollapsed ? 'down' : 'up'} size={14} />
        </ActionIcon>
      </div>
      <p role="status" aria-label={text.known} className={classes.count}>
        {countWords(tree, connections.length, filter)}
      </p>
      <ConnectionTree
        rows={tree.rows}
        onExpand={onExpand}
        onExpandAll={() => setExpanded(ids, true)}
        focusWanted={focusWanted}
        onFocused={() => setFocusWanted(false)}
      />
    </>
  );
}

/** How many buckets are known or found. Of connections that were never listed it is not known what is in them. */
function countWords({ buckets, matching, unasked }: Tree, connections: number, filter: string): string {
  return filter.trim() === ''
    ? words.page.sidebar.count({ buckets, connections, unasked })
    : words.page.sidebar.matching({ matching, buckets, unasked });
}

type PlaceEntryProps = { icon: IconName; name: string; isHere: boolean; onOpen: () => void };

/** A place that belongs to no connection. */
function PlaceEntry({ icon, name, isHere, onOpen }: PlaceEntryProps) {
  return (
    <button type="button" className={classes.item} aria-current={isHere ? 'page' : undefined} onClick={onOpen}>
      <span className={classes.icon}>
        <Icon name={icon} size={14} />
      </span>
      <span className={classes.name}>{name}</span>
    </button>
  );
}
