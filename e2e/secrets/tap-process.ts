import { isCollecting } from './collection.ts';
import { tapMessages } from './tap.ts';

// Loaded before a host's own code (`node --import`), in every thread of it.
if (isCollecting()) tapMessages();
