# The function's own identity: its log, and the frames of the trigger. Nothing else.
resource "aws_iam_role" "function" {
  name_prefix        = substr(var.name, 0, 38)
  assume_role_policy = data.aws_iam_policy_document.assume.json
  tags               = var.tags
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "logs" {
  name   = "logs"
  role   = aws_iam_role.function.id
  policy = data.aws_iam_policy_document.logs.json
}

data "aws_iam_policy_document" "logs" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.function.arn}:*"]
  }
}

resource "aws_iam_role_policy" "frames" {
  count = var.s3_trigger == null ? 0 : 1

  name   = "frames"
  role   = aws_iam_role.function.id
  policy = data.aws_iam_policy_document.frames[0].json
}

data "aws_iam_policy_document" "frames" {
  count = var.s3_trigger == null ? 0 : 1

  statement {
    sid       = "ReadFrames"
    actions   = ["s3:GetObject"]
    resources = [for suffix in var.s3_trigger.suffixes : "${local.bucket_arn}/${var.s3_trigger.prefix}*${suffix}"]
  }
  statement {
    sid       = "WriteDetections"
    actions   = ["s3:PutObject"]
    resources = ["${local.bucket_arn}/${var.s3_trigger.prefix}*${var.s3_trigger.detections_suffix}"]
  }
  # S3 asks KMS in the name of the client that reads or writes, and only S3 may do so.
  dynamic "statement" {
    for_each = var.s3_trigger.kms_key_arn[*]
    content {
      sid       = "UseTheKeyOfTheBucket"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = [statement.value]
      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = ["s3.${split(":", statement.value)[3]}.${data.aws_partition.current.dns_suffix}"]
      }
    }
  }
}

resource "aws_iam_role_policy" "failures" {
  count = var.failure_queue_arn == null ? 0 : 1

  name   = "failures"
  role   = aws_iam_role.function.id
  policy = data.aws_iam_policy_document.failures[0].json
}

data "aws_iam_policy_document" "failures" {
  count = var.failure_queue_arn == null ? 0 : 1

  statement {
    actions   = ["sqs:SendMessage"]
    resources = [var.failure_queue_arn]
  }
}
