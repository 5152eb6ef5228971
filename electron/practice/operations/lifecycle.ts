import { keepLifecycle } from '../lifecycle/keeping.ts';
import { readLifecycle, writeLifecycle } from '../lifecycle/rules.ts';
import { headerText } from '../protocol/header-text.ts';
import { S3Error } from '../protocol/s3-error.ts';
import { document } from '../protocol/xml.ts';
import type { Answer, BucketCall } from './call.ts';
import { readSignedDocument } from './verified-body.ts';

const transitionHeader = 'x-amz-transition-default-minimum-object-size';

/**
 * PutBucketLifecycleConfiguration: replaces the whole configuration, or does what the bucket's behaviour says.
 * @throws S3Error MalformedXML, InvalidArgument, InvalidRequest, BadDigest
 */
export async function putLifecycle(call: BucketCall): Promise<Answer> {
  const { request, bucket } = call;
  const root = await readSignedDocument(call, bucket.behaviour.lifecycle === 'wants-content-md5');
  const put = readLifecycle(root, headerText(request.headers, transitionHeader));
  bucket.lifecycle = keepLifecycle(put, bucket.behaviour);
  return { status: 200, headers: transitionHeaders(call) };
}

/** GetBucketLifecycleConfiguration. @throws S3Error NoSuchLifecycleConfiguration */
export function getLifecycle(call: BucketCall): Answer {
  const { lifecycle, behaviour } = call.bucket;
  if (behaviour.lifecycle === 'empty') return { status: 200, xml: document('LifecycleConfiguration', '') };
  if (!lifecycle) {
    throw new S3Error(404, 'NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist');
  }
  return {
    status: 200,
    headers: transitionHeaders(call),
    xml: document('LifecycleConfiguration', writeLifecycle(lifecycle)),
  };
}

/** DeleteBucketLifecycle: 204 whether there was one or not. */
export function deleteLifecycle({ bucket }: BucketCall): Answer {
  bucket.lifecycle = null;
  return { status: 204 };
}

function transitionHeaders({ bucket: { lifecycle, behaviour } }: BucketCall): Record<string, string> {
  if (!lifecycle || behaviour.transitionDefault === 'absent') return {};
  return { [transitionHeader]: lifecycle.transitionDefault };
}
