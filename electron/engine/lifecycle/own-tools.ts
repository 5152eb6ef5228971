import type { SnippetTool } from '../../../shared/values/lifecycle-kinds.ts';

/**
 * Stores that have no such rule in S3's own way, by the end of their host, and the tool that has it. Oracle has no S3
 * lifecycle calls (its "Amazon S3 Compatibility API" lists none); Alibaba's element has another name and counts otherwise.
 */
const places: readonly (readonly [RegExp, SnippetTool])[] = [
  [/(^|\.)oraclecloud\d*\.com$|(^|\.)oci\.customer-oci\.com$/i, 'oci'],
  [/(^|\.)aliyuncs\.com$/i, 'alibaba'],
];

/** The tool that puts an abort rule there instead. null: nothing of the kind is known. */
export function ownTool(endpointUrl: string | null): SnippetTool | null {
  if (endpointUrl === null) return null;
  const { hostname } = new URL(endpointUrl);
  return places.find(([pattern]) => pattern.test(hostname))?.[1] ?? null;
}
