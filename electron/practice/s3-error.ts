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
export function noSuchKey(key: string): S3Error {
  return new S3Error(404, 'NoSuchKey', 'The specified key does not exist.', { elements: { Key: key } });
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
export function invalidArgument(name: string, value: string): S3Error {
  return new S3Error(400, 'InvalidArgument', `Argument ${name} is not valid`, {
    elements: { ArgumentName: name, ArgumentValue: value },
  });
}
