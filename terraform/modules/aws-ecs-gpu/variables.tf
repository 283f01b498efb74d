variable "name" {
  type        = string
  default     = "quantmask"
  description = "Name of the cluster, of the service and of what belongs to them."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,23}[a-z0-9]$", var.name))
    error_message = "name: expected 2 to 25 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "image" {
  type        = string
  description = "The image in ECR of the same region, with a tag other than latest, or a digest."

  validation {
    condition     = can(regex("^[0-9]{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?/[a-z0-9._/-]+(:[A-Za-z0-9_.-]+|@sha256:[0-9a-f]{64})$", var.image)) && !endswith(var.image, ":latest")
    error_message = "image: expected ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY with a tag other than latest, or a digest."
  }
}

variable "vpc_id" {
  type        = string
  description = "The VPC that everything is in."

  validation {
    condition     = can(regex("^vpc-[0-9a-f]+$", var.vpc_id))
    error_message = "vpc_id: expected an id such as vpc-0123456789abcdef0."
  }
}

variable "service_subnet_ids" {
  type        = list(string)
  description = "Private subnets for the GPU machines, with a way to ECR, ECS and CloudWatch (NAT or endpoints)."

  validation {
    condition     = length(var.service_subnet_ids) >= 1 && alltrue([for id in var.service_subnet_ids : can(regex("^subnet-[0-9a-f]+$", id))])
    error_message = "service_subnet_ids: expected one or more ids such as subnet-0123456789abcdef0."
  }
}

variable "load_balancer_subnet_ids" {
  type        = list(string)
  description = "Subnets for the load balancer, in two zones or more; private ones, unless public is true."

  validation {
    condition     = length(var.load_balancer_subnet_ids) >= 2 && alltrue([for id in var.load_balancer_subnet_ids : can(regex("^subnet-[0-9a-f]+$", id))])
    error_message = "load_balancer_subnet_ids: expected two or more ids such as subnet-0123456789abcdef0."
  }
}

variable "client_cidr_blocks" {
  type        = list(string)
  description = "Where calls may come from, for example the VPC's own block."

  validation {
    condition     = length(var.client_cidr_blocks) >= 1 && alltrue([for block in var.client_cidr_blocks : can(cidrhost(block, 0))])
    error_message = "client_cidr_blocks: expected one or more blocks such as 10.0.0.0/16."
  }
  validation {
    condition     = var.public || !contains(var.client_cidr_blocks, "0.0.0.0/0")
    error_message = "client_cidr_blocks: 0.0.0.0/0 is for a public load balancer only."
  }
}

variable "public" {
  type        = bool
  default     = false
  description = "Whether the load balancer has addresses in the internet. The service then starts only with api_keys or tokens."

  validation {
    condition     = !var.public || var.certificate_arn != null
    error_message = "public: expected a certificate_arn with it; frames do not cross the internet in the clear."
  }
}

variable "certificate_arn" {
  type        = string
  default     = null
  description = "A certificate in ACM for HTTPS. Without it the load balancer speaks HTTP, inside the VPC."

  validation {
    condition     = var.certificate_arn == null ? true : can(regex("^arn:aws[a-z-]*:acm:", var.certificate_arn))
    error_message = "certificate_arn: expected the ARN of a certificate in ACM."
  }
}

variable "instance_type" {
  type        = string
  default     = "g6.xlarge"
  description = "A machine with one NVIDIA GPU: g4dn (T4), g5 (A10G), g6 (L4) or g6e (L40S)."

  validation {
    condition     = can(regex("^g(4dn|5|6|6e)\\.(2|4|8|16)?xlarge$", var.instance_type))
    error_message = "instance_type: expected a size of g4dn, g5, g6 or g6e that has one GPU, for example g6.xlarge."
  }
}

variable "task_cpu" {
  type        = number
  default     = 3072
  description = "CPU units of a task; 1024 are a vCPU. Less than the machine has: ECS keeps some."

  validation {
    condition     = var.task_cpu >= 1024 && floor(var.task_cpu) == var.task_cpu
    error_message = "task_cpu: expected a whole number, 1024 or more."
  }
}

variable "task_memory_mib" {
  type        = number
  default     = 12288
  description = "Memory of a task in MiB. Less than the machine has: its system keeps some."

  validation {
    condition     = var.task_memory_mib >= 4096 && floor(var.task_memory_mib) == var.task_memory_mib
    error_message = "task_memory_mib: expected a whole number, 4096 or more."
  }
}

variable "workers" {
  type        = number
  default     = 2
  description = "Inferences that run at the same time on one GPU."

  validation {
    condition     = var.workers >= 1 && var.workers <= 64 && floor(var.workers) == var.workers
    error_message = "workers: expected a whole number from 1 to 64."
  }
}

variable "max_queue_size" {
  type        = number
  default     = 32
  description = "Requests that may wait for a worker in one task; more are answered 503."

  validation {
    condition     = var.max_queue_size >= 1 && var.max_queue_size <= 1000 && floor(var.max_queue_size) == var.max_queue_size
    error_message = "max_queue_size: expected a whole number from 1 to 1000."
  }
}

variable "model_path" {
  type        = string
  default     = null
  description = "An archive inside the image. Without it, the model in the program."

  validation {
    condition     = var.model_path == null ? true : can(regex("^/.+\\.pt$", var.model_path))
    error_message = "model_path: expected an absolute path of a .pt file."
  }
}

variable "api_keys" {
  type        = map(string)
  default     = {}
  description = "SHA-256 of API keys in hexadecimal digits, by the name of the client that has the key."

  validation {
    condition     = alltrue([for name, hash in var.api_keys : can(regex("^[a-z0-9]+(-[a-z0-9]+)*$", name)) && can(regex("^[0-9a-fA-F]{64}$", hash))])
    error_message = "api_keys: expected names of lower-case letters, digits and single hyphens, and hashes of 64 hexadecimal digits."
  }
}

variable "environment" {
  type        = map(string)
  default     = {}
  description = "Further settings of the program. No secrets: they would be in Terraform's state."

  validation {
    condition     = alltrue([for key in keys(var.environment) : can(regex("^(QUANTMASK|QUARKUS|JAVA|OTEL|OMP)_[A-Z0-9_]+$", key))])
    error_message = "environment: expected names that begin with QUANTMASK_, QUARKUS_, JAVA_, OTEL_ or OMP_."
  }
}

variable "min_tasks" {
  type        = number
  default     = 1
  description = "Tasks that always run, each on a machine of its own."

  validation {
    condition     = var.min_tasks >= 1 && floor(var.min_tasks) == var.min_tasks
    error_message = "min_tasks: expected a whole number, 1 or more: a load balancer starts nothing from zero."
  }
}

variable "max_tasks" {
  type        = number
  default     = 3
  description = "Most tasks, and so most machines: the limit of what this can cost."

  validation {
    condition     = var.max_tasks >= var.min_tasks && floor(var.max_tasks) == var.max_tasks
    error_message = "max_tasks: expected a whole number, not less than min_tasks."
  }
}

variable "requests_per_task_and_minute" {
  type        = number
  default     = 600
  description = "The load that a task is to have; with more, another is started. Measure it for your model."

  validation {
    condition     = var.requests_per_task_and_minute > 0
    error_message = "requests_per_task_and_minute: expected more than 0."
  }
}

variable "startup_seconds" {
  type        = number
  default     = 300
  description = "How long a task may take until the model is loaded before its health counts."

  validation {
    condition     = var.startup_seconds >= 0 && floor(var.startup_seconds) == var.startup_seconds
    error_message = "startup_seconds: expected a whole number, 0 or more."
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

variable "deletion_protection" {
  type        = bool
  default     = true
  description = "Whether terraform destroy refuses to remove the load balancer."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of everything that is created."
}
