/** How much of an answer is read for the sentence of a server that wants TLS, characters. */
export const sentenceWithin = 4096;

/**
 * Whether an answer in plain HTTP says that its port is for TLS: Go's servers (MinIO, Caddy), nginx, Apache and Tomcat do so in
 * a 400.
 */
export function wantsTls(status: number, body: string): boolean {
  return (
    status === 400 &&
    /HTTP request (?:was )?(?:sent )?to (?:an? )?(?:HTTPS|TLS|SSL)\b|plain HTTP to an? (?:SSL|TLS)-enabled|combination of host and port requires TLS/i.test(
      body.slice(0, sentenceWithin),
    )
  );
}
