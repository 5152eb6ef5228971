import type { ReactNode } from 'react';
import classes from './connection-form.module.css';

export type FormSectionProps = {
  title: string;
  /** What is set in it, for a glance while it is closed. */
  now: string;
  /** Open from the start. */
  open?: boolean;
  children: ReactNode;
};

/** Settings that most people leave alone, behind their title. */
export function FormSection({ title, now, open = false, children }: FormSectionProps) {
  return (
    <details className={classes.section} open={open}>
      <summary>
        <span className={classes.sectionTitle}>{title}</span>
        <span className={classes.sectionNow}>{now}</span>
      </summary>
      <div className={classes.sectionBody}>{children}</div>
    </details>
  );
}

/**
 * Puts the focus on the first field that is wrong. A section that hides it opens: what is wrong must be seen.
 * @returns whether there was one
 */
export function focusFirstProblem(form: HTMLFormElement): boolean {
  const field = form.querySelector<HTMLElement>('[aria-invalid="true"]');
  if (!field) return false;
  const section = field.closest('details');
  if (section) section.open = true;
  field.focus();
  return true;
}
