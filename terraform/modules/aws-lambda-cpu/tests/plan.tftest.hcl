mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/quantmask" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda/quantmask" }
  }
  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:eu-central-1:111122223333:function:quantmask", version = "1" }
  }
  mock_resource "aws_lambda_alias" {
    defaults = { arn = "arn:aws:lambda:eu-central-1:111122223333:function:quantmask:live" }
  }
}

variables {
  image_uri = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/quantmask:1.0.0"
}

run "by_itself_it_is_private_and_costs_nothing" {
  command = plan

  assert {
    condition     = aws_lambda_function_url.live.authorization_type == "AWS_IAM"
    error_message = "calls must be signed"
  }
  assert {
    condition     = length(aws_lambda_permission.url) == 0 && length(aws_lambda_permission.invoke) == 0
    error_message = "no other account may call"
  }
  assert {
    condition     = length(aws_lambda_provisioned_concurrency_config.live) == 0
    error_message = "nothing is kept started"
  }
  assert {
    condition     = length(aws_iam_role_policy.frames) == 0 && length(aws_s3_bucket_notification.frames) == 0
    error_message = "no bucket, no right to it"
  }
}

run "the_function_is_an_image_on_a_cpu" {
  command = plan

  assert {
    condition     = aws_lambda_function.function.package_type == "Image" && aws_lambda_function.function.image_uri == var.image_uri
    error_message = "the image that was named"
  }
  assert {
    condition = aws_lambda_function.function.environment[0].variables == tomap({
      QUANTMASK_DEVICE = "cpu", QUANTMASK_INFERENCE_WORKERS = "1"
    })
    error_message = "one request at a time, on the CPU"
  }
  assert {
    condition     = aws_lambda_function.function.publish && aws_lambda_alias.live.name == "live"
    error_message = "a version is called through its alias"
  }
}

run "its_identity_writes_its_log_and_no_more" {
  command = apply

  assert {
    condition     = one(data.aws_iam_policy_document.logs.statement).resources == toset(["${aws_cloudwatch_log_group.function.arn}:*"])
    error_message = "its own log group only"
  }
  assert {
    condition     = aws_cloudwatch_log_group.function.name == "/aws/lambda/quantmask" && aws_cloudwatch_log_group.function.retention_in_days == 30
    error_message = "logs end"
  }
}

run "kept_started_where_it_is_paid_for" {
  command = plan

  variables {
    provisioned_concurrency = 2
    max_concurrency         = 5
  }

  assert {
    condition     = aws_lambda_provisioned_concurrency_config.live[0].provisioned_concurrent_executions == 2
    error_message = "two started instances"
  }
  assert {
    condition     = aws_lambda_function.function.reserved_concurrent_executions == 5
    error_message = "five at most"
  }
}

run "frames_of_a_bucket" {
  command = apply

  variables {
    s3_trigger        = { bucket = "my-frames", prefix = "frames/" }
    failure_queue_arn = "arn:aws:sqs:eu-central-1:111122223333:failed-frames"
  }

  assert {
    condition = toset([for statement in data.aws_iam_policy_document.frames[0].statement : {
      actions = statement.actions, resources = statement.resources
      }]) == toset([
      { actions = toset(["s3:GetObject"]), resources = toset([for suffix in [".jpg", ".JPG", ".jpeg", ".JPEG", ".png", ".PNG", ".webp"] : "arn:aws:s3:::my-frames/frames/*${suffix}"]) },
      { actions = toset(["s3:PutObject"]), resources = toset(["arn:aws:s3:::my-frames/frames/*.json"]) },
    ])
    error_message = "frames are read, detections are written, and nothing else"
  }
  assert {
    condition     = aws_lambda_function.function.environment[0].variables["QUANTMASK_LAMBDA_DETECTIONS_SUFFIX"] == ".json"
    error_message = "the program writes what its role may write"
  }
  assert {
    condition     = aws_lambda_permission.bucket[0].source_account == "111122223333" && aws_lambda_permission.bucket[0].source_arn == "arn:aws:s3:::my-frames"
    error_message = "only this bucket of this account starts it"
  }
  assert {
    condition     = toset(aws_s3_bucket_notification.frames[0].lambda_function[*].filter_suffix) == toset([".jpg", ".JPG", ".jpeg", ".JPEG", ".png", ".PNG", ".webp"])
    error_message = "frames start it, detections do not"
  }
  assert {
    condition     = aws_lambda_function_event_invoke_config.live.destination_config[0].on_failure[0].destination == var.failure_queue_arn
    error_message = "what failed is kept"
  }
}

run "frames_of_an_encrypted_bucket" {
  command = apply

  variables {
    s3_trigger = { bucket = "my-frames", prefix = "frames/", kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" }
  }

  assert {
    condition = [for statement in data.aws_iam_policy_document.frames[0].statement : {
      actions = statement.actions, resources = statement.resources, values = one(statement.condition).values
      } if statement.sid == "UseTheKeyOfTheBucket"] == [{
      actions   = toset(["kms:Decrypt", "kms:GenerateDataKey"])
      resources = toset([var.s3_trigger.kms_key_arn])
      values    = tolist(["s3.eu-central-1.amazonaws.com"])
    }]
    error_message = "the key of the bucket, and through S3 only"
  }
}

run "settings_of_openmp" {
  command = plan

  variables {
    environment = { OMP_NUM_THREADS = "2", OMP_WAIT_POLICY = "ACTIVE" }
  }

  assert {
    condition     = aws_lambda_function.function.environment[0].variables["OMP_WAIT_POLICY"] == "ACTIVE"
    error_message = "OpenMP's own variables reach the program"
  }
}

run "another_account_may_call" {
  command = plan

  variables {
    invokers = ["arn:aws:iam::444455556666:role/game"]
  }

  assert {
    condition     = one(values(aws_lambda_permission.url)).function_url_auth_type == "AWS_IAM" && one(values(aws_lambda_permission.invoke)).action == "lambda:InvokeFunction"
    error_message = "both actions, signed"
  }
}

run "outputs" {
  command = apply

  assert {
    condition     = output.url == aws_lambda_function_url.live.function_url && output.function_name == "quantmask"
    error_message = "the address of the function"
  }
}
