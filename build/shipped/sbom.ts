import { Enums, Models, Serialize, Spec, Validation } from '@cyclonedx/cyclonedx-library';
import type { BundledPackage } from './bundled-packages.ts';

/** The bill of materials of what ships, in CycloneDX 1.6. */

const version = Spec.Version.v1dot6;

/**
 * What the bundles hold, and Electron, which carries them on the desktop. The same packages give the same text. Pure.
 *
 * @param versions of the app and of Electron
 */
export function billOfMaterials(
  packages: readonly BundledPackage[],
  versions: { app: string; electron: string },
): string {
  const app = new Models.Component(Enums.ComponentType.Application, 'loose-parts', {
    version: versions.app,
    bomRef: 'loose-parts',
    purl: `pkg:npm/loose-parts@${versions.app}`,
    licenses: new Models.LicenseRepository([new Models.LicenseExpression('MIT')]),
  });
  const electron = new Models.Component(Enums.ComponentType.Framework, 'electron', {
    version: versions.electron,
    bomRef: `electron@${versions.electron}`,
    purl: `pkg:npm/electron@${versions.electron}`,
    licenses: new Models.LicenseRepository([new Models.LicenseExpression('MIT')]),
  });
  const components = new Models.ComponentRepository([electron, ...packages.map(componentOf)]);
  for (const { bomRef } of components) app.dependencies.add(bomRef);
  const bom = new Models.Bom({ components, metadata: new Models.Metadata({ component: app }) });
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 1 })}\n`;
}

function componentOf({ name, version: of, licence }: BundledPackage): Models.Component {
  const [first = '', second] = name.split('/');
  return new Models.Component(Enums.ComponentType.Library, second ?? first, {
    ...(second === undefined ? {} : { group: first }),
    version: of,
    bomRef: `${name}@${of}`,
    // Package URLs write a scope's @ as %40.
    purl: `pkg:npm/${name.replace('@', '%40')}@${of}`,
    licenses: new Models.LicenseRepository(licence === null ? [] : [new Models.LicenseExpression(licence)]),
  });
}

/** What CycloneDX's own schema has against a bill; null where nothing. */
export async function billProblem(text: string): Promise<string | null> {
  const problem: unknown = await new Validation.JsonStrictValidator(version).validate(text);
  return problem === null ? null : JSON.stringify(problem);
}
