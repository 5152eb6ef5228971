import { beginCollection } from './collection.ts';

// Before the first test of a run whose last stage is the sweep.
beginCollection();
