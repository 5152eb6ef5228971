import { daysAdvice } from './lifecycle/days-advice.ts';

/** What the page says in its part "lifecycle". */
export const lifecyclePage = { daysAdvice };
