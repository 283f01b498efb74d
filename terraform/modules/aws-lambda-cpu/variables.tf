variable "name" {
  type        = string
  default     = "quantmask"
  description = "Name of the function, of its role and of its log group."

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,64}$", var.name))
    error_message = "name: expected 1 to 64 letters, digits, hyphens and underscores."
  }
}

variable "image_uri" {
  type        = string
  description = "The image in ECR of the same region, with a tag other than latest, or a digest."

  validation {
    condition     = can(regex("^[0-9]{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?/[a-z0-9._/-]+(:[A-Za-z0-9_.-]+|@sha256:[0-9a-f]{64})$", var.image_uri)) && !endswith(var.image_uri, ":latest")
    error_message = "image_uri: expected ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY with a tag other than latest, or a digest."
  }
}

variable "architecture" {
  type        = string
  default     = "x86_64"
  description = "The CPU that the image was built for. The measured 8-bit speeds are those of x86-64 with VNNI; on arm64 quantized models compute in fp32."

  validation {
    condition     = contains(["x86_64", "arm64"], var.architecture)
    error_message = "architecture: expected x86_64 or arm64."
  }
}

variable "memory_mb" {
  type        = number
  default     = 3538
  description = "Memory in MB. It buys CPU too: 1769 MB a vCPU, so this is two of them. In 1024, the least, images of 48 megapixels have room, and the start fits into the 10 s that Lambda gives it."

  validation {
    condition     = var.memory_mb >= 1024 && var.memory_mb <= 10240 && floor(var.memory_mb) == var.memory_mb
    error_message = "memory_mb: expected a whole number from 1024 to 10240; with less, the program does not start in time."
  }
}

variable "timeout_seconds" {
  type        = number
  default     = 60
  description = "How long a request may take, a cold start included."

  validation {
    condition     = var.timeout_seconds >= 1 && var.timeout_seconds <= 900 && floor(var.timeout_seconds) == var.timeout_seconds
    error_message = "timeout_seconds: expected a whole number from 1 to 900."
  }
}

variable "ephemeral_storage_mb" {
  type        = number
  default     = 1024
  description = "Size of /tmp in MB, the only folder that can be written: a model that QUANTMASK_MODEL_PATH gives an address is kept there, with room for twice its size."

  validation {
    condition     = var.ephemeral_storage_mb >= 512 && var.ephemeral_storage_mb <= 10240 && floor(var.ephemeral_storage_mb) == var.ephemeral_storage_mb
    error_message = "ephemeral_storage_mb: expected a whole number from 512 to 10240."
  }
}

variable "environment" {
  type        = map(string)
  default     = {}
  description = "Further settings of the program. No secrets: they would be in Terraform's state."

  validation {
    condition     = alltrue([for key in keys(var.environment) : can(regex("^(QUANTMASK|QUARKUS|JAVA|OTEL|DJL|OMP)_[A-Z0-9_]+$", key))])
    error_message = "environment: expected names that begin with QUANTMASK_, QUARKUS_, JAVA_, OTEL_, DJL_ or OMP_."
  }
}

variable "provisioned_concurrency" {
  type        = number
  default     = 0
  description = "Instances that are kept started, at a price for every hour. With 0, the first request of each instance waits for a cold start."

  validation {
    condition     = var.provisioned_concurrency >= 0 && floor(var.provisioned_concurrency) == var.provisioned_concurrency
    error_message = "provisioned_concurrency: expected a whole number, 0 or more."
  }
}

variable "max_concurrency" {
  type        = number
  default     = null
  description = "The maximum of concurrent instances: the limit of what this can cost. Null leaves it to the account's limit."

  validation {
    condition     = var.max_concurrency == null ? true : var.max_concurrency >= 1 && var.max_concurrency >= var.provisioned_concurrency && floor(var.max_concurrency) == var.max_concurrency
    error_message = "max_concurrency: expected a whole number, 1 or more, and not less than provisioned_concurrency."
  }
}

variable "invokers" {
  type        = set(string)
  default     = []
  description = "ARNs of roles and users of other accounts that may call the function URL. Those of this account need a policy of their own."

  validation {
    condition     = alltrue([for arn in var.invokers : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:(root|role/.+|user/.+)$", arn))])
    error_message = "invokers: expected ARNs of roles, users or accounts in IAM; * is not taken."
  }
}

variable "s3_trigger" {
  type = object({
    bucket            = string
    prefix            = string
    suffixes          = optional(set(string), [".jpg", ".JPG", ".jpeg", ".JPEG", ".png", ".PNG", ".webp"])
    detections_suffix = optional(string, ".json")
    kms_key_arn       = optional(string)
  })
  default     = null
  description = "Frames that are detected as they arrive: the bucket's name, the prefix of their keys, how these end (S3 tells upper from lower case), how the keys of the detections beside them end, and the key of a bucket that is encrypted with one of KMS. Takes over all notifications of the bucket."

  validation {
    condition     = var.s3_trigger == null ? true : can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.s3_trigger.bucket))
    error_message = "s3_trigger.bucket: expected the name of a bucket."
  }
  validation {
    condition     = var.s3_trigger == null ? true : can(regex("^[^/*?].*/$", var.s3_trigger.prefix))
    error_message = "s3_trigger.prefix: expected a prefix such as frames/, with a slash at its end and none at its beginning."
  }
  validation {
    # An answer that starts the function again would never end.
    condition     = var.s3_trigger == null ? true : length(var.s3_trigger.suffixes) > 0 && alltrue([for suffix in var.s3_trigger.suffixes : startswith(suffix, ".") && !endswith(var.s3_trigger.detections_suffix, suffix)])
    error_message = "s3_trigger.suffixes: expected endings such as .jpg, none of which the detections have."
  }
  validation {
    # Anything else ends as a refusal of S3 for each frame.
    condition     = try(var.s3_trigger.kms_key_arn, null) == null ? true : can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.s3_trigger.kms_key_arn))
    error_message = "s3_trigger.kms_key_arn: expected the ARN of a key in KMS (arn:aws:kms:REGION:ACCOUNT:key/ID), not of an alias."
  }
}

variable "failure_queue_arn" {
  type        = string
  default     = null
  description = "An SQS queue for events of the bucket that failed after two more tries. Without it, they are in the log only."

  validation {
    condition     = var.failure_queue_arn == null ? true : can(regex("^arn:aws[a-z-]*:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+$", var.failure_queue_arn))
    error_message = "failure_queue_arn: expected the ARN of an SQS queue."
  }
}

variable "log_retention_days" {
  type        = number
  default     = 30
  description = "How long logs are kept."

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days: expected one of the numbers that CloudWatch knows, such as 7, 30 or 365."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of everything that is created."
}
