locals {
  bucket_arn = var.s3_trigger == null ? null : "arn:${data.aws_partition.current.partition}:s3:::${var.s3_trigger.bucket}"
}

resource "aws_lambda_permission" "bucket" {
  count = var.s3_trigger == null ? 0 : 1

  function_name = aws_lambda_function.function.function_name
  qualifier     = aws_lambda_alias.live.name
  action        = "lambda:InvokeFunction"
  principal     = "s3.amazonaws.com"
  source_arn    = local.bucket_arn
  # The name of a bucket that is gone can become somebody else's.
  source_account = data.aws_caller_identity.current.account_id
}

resource "aws_s3_bucket_notification" "frames" {
  count = var.s3_trigger == null ? 0 : 1

  bucket = var.s3_trigger.bucket

  dynamic "lambda_function" {
    for_each = var.s3_trigger.suffixes
    content {
      lambda_function_arn = aws_lambda_alias.live.arn
      events              = ["s3:ObjectCreated:*"]
      filter_prefix       = var.s3_trigger.prefix
      filter_suffix       = lambda_function.value
    }
  }

  depends_on = [aws_lambda_permission.bucket]
}

resource "aws_lambda_function_event_invoke_config" "live" {
  function_name          = aws_lambda_function.function.function_name
  qualifier              = aws_lambda_alias.live.name
  maximum_retry_attempts = 2

  dynamic "destination_config" {
    for_each = var.failure_queue_arn == null ? [] : [var.failure_queue_arn]
    content {
      on_failure {
        destination = destination_config.value
      }
    }
  }
}
