import { showJob, showWatching } from '../features/activity/index.ts';
import { speak } from '../language.ts';
import { route } from '../route.ts';
import { type State, type Step, speakGerman, states } from './states.ts';

/** Brings the page to the state that its address names (`?state=<name>`), as a person would: by its own controls. */

const asked = new URLSearchParams(location.search).get('state');
const state = states.find(({ name }) => name === asked);
// Once the page has taken up its address: in a built page this stands in one file with what does that, and later.
if (state) document.addEventListener('DOMContentLoaded', () => open(state), { once: true });

// Not every state has the button.
addEventListener(speakGerman, () => void speak(document, 'de', navigator.language));

function open({ at, activity, steps = [] }: State): void {
  route.go(at);
  if (activity === 'watching') showWatching();
  else if (activity === 'open') void take({ press: 'Activity' });
  else if (activity) showJob(activity.job);
  void takeAll(steps);
}

async function takeAll(steps: readonly Step[]): Promise<void> {
  for (const step of steps) await take(step);
}

/** Takes a step as soon as what it needs is on the page and answers. */
function take(step: Step): Promise<void> {
  return new Promise((resolve) => {
    const attempt = (): boolean => ('press' in step ? press(step.press) : choose(step.choose, step.value));
    if (attempt()) return resolve();
    const observer = new MutationObserver(() => {
      if (!attempt()) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(document, { subtree: true, childList: true, attributes: true });
  });
}

function press(name: string): boolean {
  for (const control of document.querySelectorAll<HTMLElement>('button, [role="menuitem"], label')) {
    const isNamed = (control.ariaLabel ?? control.textContent ?? '').trim().startsWith(name);
    if (!isNamed || control.matches(':disabled, [aria-disabled="true"]')) continue;
    control.click();
    return true;
  }
  return false;
}

function choose(name: string, value: string): boolean {
  const lists = document.querySelectorAll<HTMLSelectElement>('select[aria-label]');
  const list = [...lists].find(({ ariaLabel }) => ariaLabel === name);
  if (!list) return false;
  list.value = value;
  list.dispatchEvent(new Event('change', { bubbles: true }));
  return true;
}
