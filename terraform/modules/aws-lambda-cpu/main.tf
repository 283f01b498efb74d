data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}

locals {
  environment = merge(
    {
      QUANTMASK_DEVICE            = "cpu"
      QUANTMASK_INFERENCE_WORKERS = "1" # Lambda hands an instance one request at a time
    },
    # The role may write nothing that ends in another way.
    { for suffix in var.s3_trigger[*].detections_suffix : "QUANTMASK_LAMBDA_DETECTIONS_SUFFIX" => suffix },
    var.environment,
  )
}

# Created here and not by the function, so that it may not create any.
resource "aws_cloudwatch_log_group" "function" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_retention_days
  tags              = var.tags
}

resource "aws_lambda_function" "function" {
  function_name                  = var.name
  description                    = "Quantmask: objects and their masks in a frame"
  role                           = aws_iam_role.function.arn
  package_type                   = "Image"
  image_uri                      = var.image_uri
  architectures                  = [var.architecture]
  memory_size                    = var.memory_mb
  timeout                        = var.timeout_seconds
  publish                        = true
  reserved_concurrent_executions = var.max_concurrency == null ? -1 : var.max_concurrency
  tags                           = var.tags

  ephemeral_storage {
    size = var.ephemeral_storage_mb
  }

  environment {
    variables = local.environment
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.function.name
  }

  depends_on = [aws_iam_role_policy.logs]
}

# What is called: it moves to a new version when that has been published.
resource "aws_lambda_alias" "live" {
  name             = "live"
  description      = "The version that answers"
  function_name    = aws_lambda_function.function.function_name
  function_version = aws_lambda_function.function.version
}

resource "aws_lambda_provisioned_concurrency_config" "live" {
  count = var.provisioned_concurrency > 0 ? 1 : 0

  function_name                     = aws_lambda_function.function.function_name
  qualifier                         = aws_lambda_alias.live.name
  provisioned_concurrent_executions = var.provisioned_concurrency
}

resource "aws_lambda_function_url" "live" {
  function_name      = aws_lambda_function.function.function_name
  qualifier          = aws_lambda_alias.live.name
  authorization_type = "AWS_IAM"
}

# A call of the URL wants both actions.
resource "aws_lambda_permission" "url" {
  for_each = var.invokers

  function_name          = aws_lambda_function.function.function_name
  qualifier              = aws_lambda_alias.live.name
  action                 = "lambda:InvokeFunctionUrl"
  function_url_auth_type = "AWS_IAM"
  principal              = each.value
}

resource "aws_lambda_permission" "invoke" {
  for_each = var.invokers

  function_name = aws_lambda_function.function.function_name
  qualifier     = aws_lambda_alias.live.name
  action        = "lambda:InvokeFunction"
  principal     = each.value
}
