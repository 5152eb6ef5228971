import { isCollecting } from './collection.ts';
import { tapMessages } from './tap.ts';

// Loaded before a host's own code (`node --import`), in every thread of it, and by the flows, whose stores are theirs.
if (isCollecting()) tapMessages();
