"""Drives a store with boto3 as people write it, and prints what it saw as one line of JSON.

Usage: boto3_client.py ENDPOINT BUCKET FILE-OF-12-MB. Keys and region come from the environment.
"""
import json
import sys

import boto3
import botocore
from boto3.s3.transfer import TransferConfig

endpoint, bucket, large = sys.argv[1:]
config = botocore.config.Config(
    s3={"addressing_style": "path"}, retries={"max_attempts": 1}, signature_version="s3v4"
)
client = boto3.client("s3", endpoint_url=endpoint, config=config)
resource = boto3.resource("s3", endpoint_url=endpoint, config=config)
seen = {"version": boto3.__version__}

client.create_bucket(Bucket=bucket)


def outcome(call, **arguments):
    try:
        return str(call(Bucket=bucket, **arguments)["ResponseMetadata"]["HTTPStatusCode"])
    except botocore.exceptions.ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        return f"{status} {error.response['Error']['Code']}"


# Uploads under way: listed in pages of two, with their parts in pages of one.
for n in range(5):
    upload_id = client.create_multipart_upload(Bucket=bucket, Key=f"uploads/{n}+.bin")["UploadId"]
    for number in (1, 2):
        client.upload_part(Bucket=bucket, Key=f"uploads/{n}+.bin", UploadId=upload_id, PartNumber=number, Body=b"x" * number)
pages = client.get_paginator("list_multipart_uploads").paginate(Bucket=bucket, PaginationConfig={"PageSize": 2})
uploads = [upload for page in pages for upload in page.get("Uploads", [])]
seen["uploads"] = [upload["Key"] for upload in uploads]
first = {"Key": uploads[0]["Key"], "UploadId": uploads[0]["UploadId"]}
pages = client.get_paginator("list_parts").paginate(Bucket=bucket, PaginationConfig={"PageSize": 1}, **first)
parts = [part for page in pages for part in page.get("Parts", [])]
seen["parts"] = [[part["PartNumber"], part["Size"]] for part in parts]
seen["abort"] = [outcome(client.abort_multipart_upload, **first), outcome(client.abort_multipart_upload, **first)]
seen["parts when aborted"] = outcome(client.list_parts, **first)
second = {"Key": uploads[1]["Key"], "UploadId": uploads[1]["UploadId"]}
etag = client.list_parts(Bucket=bucket, **second)["Parts"][0]["ETag"]
complete = dict(MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": etag}]}, **second)
seen["complete"] = [outcome(client.complete_multipart_upload, **complete) for _ in range(2)]

# A whole file, as upload_file sends it, with metadata; then looked at.
transfer = TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20)
client.upload_file(large, bucket, "folder/large.bin", Config=transfer, ExtraArgs={"Metadata": {"who": "me"}})
head = client.head_object(Bucket=bucket, Key="folder/large.bin", ChecksumMode="ENABLED")
seen["head"] = [head["ContentLength"], head["ETag"][-3:], head["Metadata"]]
seen["checksum"] = [head.get("ChecksumCRC32"), head.get("ChecksumType")]
client.put_object(Bucket=bucket, Key="small.txt", Body=b"small")
seen["get"] = client.get_object(Bucket=bucket, Key="small.txt")["Body"].read().decode()
seen["get large"] = outcome(client.get_object, Key="folder/large.bin")
seen["all"] = sorted(item.key for item in resource.Bucket(bucket).objects.all())
listed = client.list_objects_v2(Bucket=bucket, Delimiter="/")
seen["ls"] = [[item["Key"] for item in listed["Contents"]], [item["Prefix"] for item in listed["CommonPrefixes"]]]
seen["presigned"] = client.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "small.txt"})

rule = {
    "ID": "leftovers",
    "Status": "Enabled",
    "Filter": {"Prefix": ""},
    "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
}
seen["lifecycle"] = outcome(client.put_bucket_lifecycle_configuration, LifecycleConfiguration={"Rules": [rule]})
seen["rules"] = client.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"] == [rule]
third = {"Key": uploads[2]["Key"], "UploadId": uploads[2]["UploadId"]}
seen["abort rule"] = client.list_parts(Bucket=bucket, **third).get("AbortRuleId")

resource.Bucket(bucket).objects.all().delete()
seen["delete bucket"] = outcome(client.delete_bucket)
print(json.dumps(seen))
