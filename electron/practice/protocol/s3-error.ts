/** An S3 error that is to be the answer: status, `<Code>`, `<Message>` and further elements. */
export class S3Error extends Error {
  override readonly name = 'S3Error';
  readonly status: number;
  readonly code: string;
  /** Further elements of the error document, and headers of the answer. */
  readonly elements: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: { elements?: Record<string, string>; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.elements = more.elements ?? {};
    this.headers = more.headers ?? {};
  }
}

/** 404 NoSuchUpload, in AWS's words. */
export function noSuchUpload(uploadId: string): S3Error {
  return new S3Error(
    404,
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { elements: { UploadId: uploadId } },
  );
}

/** 404 NoSuchKey, in AWS's words. */
export function noSuchKey(key: string, headers: Record<string, string> = {}): S3Error {
  return new S3Error(404, 'NoSuchKey', 'The specified key does not exist.', { elements: { Key: key }, headers });
}

/** 400 MalformedXML, in AWS's words. */
export function malformedXml(): S3Error {
  return new S3Error(
    400,
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}

/** 400 InvalidArgument. */
export function invalidArgument(name: string, value: string, message = `Argument ${name} is not valid`): S3Error {
  return new S3Error(400, 'InvalidArgument', message, {
    elements: { ArgumentName: name, ArgumentValue: value },
  });
}

/** 400 InvalidRequest. */
export function invalidRequest(message: string): S3Error {
  return new S3Error(400, 'InvalidRequest', message);
}

/** 501 NotImplemented, for a checksum that S3 knows and the practice store does not compute. */
export function notComputed(algorithm: string): S3Error {
  return new S3Error(501, 'NotImplemented', `Practice storage does not compute ${algorithm} checksums.`);
}

/** 501 NotImplemented, for a call that nothing here answers. */
export function operationNotImplemented(): S3Error {
  return new S3Error(501, 'NotImplemented', 'Practice storage does not implement this operation.');
}

/** 501 NotImplemented, in AWS's words for a header whose effect is not to be had. */
export function headerNotImplemented(header: string): S3Error {
  return new S3Error(501, 'NotImplemented', 'A header you provided implies functionality that is not implemented', {
    elements: { Header: header },
  });
}

/** 400 IncompleteBody. */
export function incompleteBody(): S3Error {
  return new S3Error(400, 'IncompleteBody', 'The request body terminated unexpectedly');
}

/** 400 KeyTooLongError. @param longest bytes */
export function keyTooLong(longest: number): S3Error {
  return new S3Error(400, 'KeyTooLongError', 'Your key is too long', { elements: { MaxSizeAllowed: String(longest) } });
}

/** 400 EntityTooLarge. @param size what was announced, bytes @param largest bytes */
export function entityTooLarge(size: number, largest: number): S3Error {
  return new S3Error(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
    elements: { ProposedSize: String(size), MaxSizeAllowed: String(largest) },
  });
}
