import type { Locator, Page } from '@playwright/test';

/** What is entered; fields left out stay as the form has them. */
export interface ConnectionFields {
  name: string;
  endpointUrl: string;
  region: string;
  accessKeyId?: string;
  secretAccessKey?: string;
  /** In place of the access key. */
  profile?: string;
  quietSeconds?: number;
  activeHours?: number;
  readOnly?: boolean;
  production?: boolean;
  expectedBucketOwner?: string;
  /** As it is called in the list. */
  colour?: string;
}

/** The dialog in which a connection is made or changed. */
export class ConnectionForm {
  readonly dialog: Locator;
  readonly testConnection: Locator;
  readonly save: Locator;
  /** A certificate that no authority vouches for, as a test found it. */
  readonly certificate: Locator;
  readonly trustCertificate: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: /^(Add|Edit) connection$/ });
    this.testConnection = this.dialog.getByRole('button', { name: 'Test connection' });
    this.certificate = this.dialog.getByRole('region', { name: 'The server’s certificate' });
    this.trustCertificate = this.certificate.getByRole('button', { name: 'Trust exactly this certificate' });
    this.save = this.dialog.getByRole('button', { name: 'Save connection' });
  }

  field(name: string): Locator {
    return this.dialog.getByLabel(name, { exact: true });
  }

  async fill(fields: ConnectionFields): Promise<void> {
    await this.field('Name').fill(fields.name);
    await this.field('Endpoint URL').fill(fields.endpointUrl);
    await this.field('Region').fill(fields.region);
    await this.field('Path-style addressing').setChecked(true);
    if (fields.profile === undefined) {
      await this.field('Access key ID').fill(fields.accessKeyId ?? '');
      await this.field('Secret access key').fill(fields.secretAccessKey ?? '');
    } else {
      await this.field('Credentials').selectOption({ label: 'AWS profile' });
      await this.field('Profile').selectOption(fields.profile);
    }
    if (fields.readOnly || fields.production || fields.colour) {
      await this.openSection('Safety');
      await this.field('Read-only').setChecked(fields.readOnly ?? false);
      await this.field('Production').setChecked(fields.production ?? false);
      await this.field('Colour').selectOption({ label: fields.colour ?? 'No colour' });
    }
    if (fields.expectedBucketOwner !== undefined) {
      await this.openSection('Owner and payment');
      await this.field('Expected bucket owner').fill(fields.expectedBucketOwner);
    }
    if (fields.quietSeconds === undefined && fields.activeHours === undefined) return;
    await this.openSection('Time limits');
    if (fields.quietSeconds !== undefined) {
      await this.field('Quiet interval (seconds)').fill(String(fields.quietSeconds));
    }
    if (fields.activeHours !== undefined) await this.field('Active window (hours)').fill(String(fields.activeHours));
  }

  /** Takes the file of authorities that a test has offered. */
  takeCaFile(file: string): Locator {
    return this.dialog.getByRole('button', { name: `Use ${file} as the CA file`, exact: true });
  }

  /** The summary of a section: its title, and what is set in it. */
  section(title: string): Locator {
    return this.dialog.locator('summary', { hasText: title });
  }

  /** A section with its fields. */
  details(title: string): Locator {
    // Named from the section itself: what is in `has` starts anew within it.
    return this.dialog.locator('details', { has: this.dialog.page().locator('summary', { hasText: title }) });
  }

  /** Opens a section that is closed. */
  async openSection(title: string): Promise<void> {
    if ((await this.details(title).getAttribute('open')) === null) await this.section(title).click();
  }

  /** What `Test connection` or `Save connection` said went wrong. */
  get failure(): Locator {
    return this.dialog.getByRole('alert');
  }
}
