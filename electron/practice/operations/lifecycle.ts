import { readLifecycle, withoutAbortRules, writeLifecycle } from '../lifecycle-rules.ts';
import { S3Error } from '../s3-error.ts';
import { document } from '../xml.ts';
import type { Answer, BucketCall } from './call.ts';

const transitionHeader = 'x-amz-transition-default-minimum-object-size';

/** PutBucketLifecycleConfiguration: replaces the whole configuration, or quietly does not (behaviour `lifecycle`). */
export async function putLifecycle({ request, bucket, document: body }: BucketCall): Promise<Answer> {
  const transitionDefault = request.headers[transitionHeader];
  const put = readLifecycle(await body(), typeof transitionDefault === 'string' ? transitionDefault : null);
  switch (bucket.behaviour.lifecycle) {
    case 'kept':
      bucket.lifecycle = put;
      break;
    case 'drops-abort-rules':
      bucket.lifecycle = withoutAbortRules(put);
      break;
    case 'empty':
      break;
  }
  return { status: 200 };
}

/** GetBucketLifecycleConfiguration. @throws S3Error NoSuchLifecycleConfiguration */
export function getLifecycle({ bucket }: BucketCall): Answer {
  const { lifecycle } = bucket;
  if (bucket.behaviour.lifecycle === 'empty') return { status: 200, xml: document('LifecycleConfiguration', '') };
  if (!lifecycle) {
    throw new S3Error(404, 'NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist');
  }
  return {
    status: 200,
    headers: lifecycle.transitionDefault === null ? {} : { [transitionHeader]: lifecycle.transitionDefault },
    xml: document('LifecycleConfiguration', writeLifecycle(lifecycle)),
  };
}
