/**
 * Version 16: what is left of an upload is unknown where nobody saw it. Older versions kept what was planned of an upload that
 * may not be looked at, and 0 where one look alone found nothing: before a second one that proves nothing.
 * An upload that was planned with no parts and never looked at keeps its 0. Of one to be completed, parts that are not found
 * are not known to be in the object, before a look proves it.
 */
export const unknownRests = `
UPDATE job_item SET parts_left = NULL, bytes_left = NULL WHERE verdict IN ('unverified', 'unreachable');
UPDATE job_item SET parts_left = NULL, bytes_left = NULL
WHERE parts_left = 0 AND (verdict IS NULL OR verdict IN ('clearing', 'gave up', 'cancelled'))
  AND (last_look IS NOT NULL
    OR EXISTS (SELECT 1 FROM attempt WHERE attempt.job_id = job_item.job_id AND attempt.position = job_item.position)
    OR (SELECT plan_item.parts FROM job JOIN plan_item ON plan_item.plan_id = job.plan_id
        WHERE job.id = job_item.job_id AND plan_item.position = job_item.position) IS NOT 0);
UPDATE job_item SET parts_left = NULL, bytes_left = NULL
WHERE parts_left = 0 AND verdict IS NOT 'completed' AND (SELECT kind FROM job WHERE job.id = job_item.job_id) = 'complete';
`;
