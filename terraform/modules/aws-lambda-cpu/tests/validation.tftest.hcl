mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  image_uri = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/quantmask:1.0.0"
}

run "name_with_a_space" {
  command = plan

  variables {
    name = "quant mask"
  }

  expect_failures = [var.name]
}

run "image_of_another_registry" {
  command = plan

  variables {
    image_uri = "example.org/quantmask:1.0.0"
  }

  expect_failures = [var.image_uri]
}

run "image_called_latest" {
  command = plan

  variables {
    image_uri = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/quantmask:latest"
  }

  expect_failures = [var.image_uri]
}

run "unknown_architecture" {
  command = plan

  variables {
    architecture = "riscv64"
  }

  expect_failures = [var.architecture]
}

run "too_little_memory" {
  command = plan

  variables {
    memory_mb = 128
  }

  expect_failures = [var.memory_mb]
}

run "longer_than_lambda_waits" {
  command = plan

  variables {
    timeout_seconds = 901
  }

  expect_failures = [var.timeout_seconds]
}

run "too_small_a_disk" {
  command = plan

  variables {
    ephemeral_storage_mb = 100
  }

  expect_failures = [var.ephemeral_storage_mb]
}

run "environment_of_another_program" {
  command = plan

  variables {
    environment = { PATH = "/" }
  }

  expect_failures = [var.environment]
}

run "negative_provisioned_concurrency" {
  command = plan

  variables {
    provisioned_concurrency = -1
  }

  expect_failures = [var.provisioned_concurrency]
}

run "fewer_at_most_than_started" {
  command = plan

  variables {
    provisioned_concurrency = 3
    max_concurrency         = 2
  }

  expect_failures = [var.max_concurrency]
}

run "everybody_may_call" {
  command = plan

  variables {
    invokers = ["*"]
  }

  expect_failures = [var.invokers]
}

run "bucket_by_its_address" {
  command = plan

  variables {
    s3_trigger = { bucket = "s3://my-frames", prefix = "frames/" }
  }

  expect_failures = [var.s3_trigger]
}

run "whole_bucket" {
  command = plan

  variables {
    s3_trigger = { bucket = "my-frames", prefix = "" }
  }

  expect_failures = [var.s3_trigger]
}

run "answers_that_start_it_again" {
  command = plan

  variables {
    s3_trigger = { bucket = "my-frames", prefix = "frames/", suffixes = [".json"] }
  }

  expect_failures = [var.s3_trigger]
}

run "alias_of_a_key" {
  command = plan

  variables {
    s3_trigger = { bucket = "my-frames", prefix = "frames/", kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:alias/frames" }
  }

  expect_failures = [var.s3_trigger]
}

run "queue_by_its_name" {
  command = plan

  variables {
    failure_queue_arn = "failed-frames"
  }

  expect_failures = [var.failure_queue_arn]
}

run "retention_that_cloudwatch_lacks" {
  command = plan

  variables {
    log_retention_days = 31
  }

  expect_failures = [var.log_retention_days]
}
