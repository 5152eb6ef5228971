"""Lists every incomplete upload of a bucket with boto3's paginator, and says how many there are.

    python3 list-with-boto3.py ENDPOINT BUCKET     (keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)
"""
import sys

import boto3
from botocore.config import Config

endpoint, bucket = sys.argv[1:]
s3 = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", config=Config(s3={"addressing_style": "path"}))
found = [
    (upload["Key"], upload["UploadId"])
    for page in s3.get_paginator("list_multipart_uploads").paginate(Bucket=bucket)
    for upload in page.get("Uploads", [])
]
print(len(set(found)))
