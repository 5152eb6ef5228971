"""Sums the parts of every incomplete upload of a bucket with boto3 and 32 threads, as people's own scripts do.

    python3 size-with-boto3.py ENDPOINT BUCKET     (keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)
"""
import sys
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config

endpoint, bucket = sys.argv[1:]
s3 = boto3.client(
    "s3",
    endpoint_url=endpoint,
    region_name="us-east-1",
    config=Config(max_pool_connections=32, s3={"addressing_style": "path"}),
)


def uploads():
    for page in s3.get_paginator("list_multipart_uploads").paginate(Bucket=bucket):
        yield from page.get("Uploads", [])


def size(upload):
    pages = s3.get_paginator("list_parts").paginate(Bucket=bucket, Key=upload["Key"], UploadId=upload["UploadId"])
    return sum(part["Size"] for page in pages for part in page.get("Parts", []))


found = {(upload["Key"], upload["UploadId"]): upload for upload in uploads()}
with ThreadPoolExecutor(32) as threads:
    sizes = list(threads.map(size, found.values()))
print(len(sizes), sum(sizes))
