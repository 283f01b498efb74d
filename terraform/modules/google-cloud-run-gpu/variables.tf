variable "project_id" {
  type        = string
  description = "The Google Cloud project that everything is created in."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id: expected 6 to 30 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "region" {
  type        = string
  description = "A region that has Cloud Run GPUs, for example europe-west4."

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "region: expected a region such as europe-west4, not a zone."
  }
}

variable "name" {
  type        = string
  default     = "quantmask"
  description = "Name of the service and of its service account."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.name))
    error_message = "name: expected 6 to 30 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "image" {
  type        = string
  description = "The image in Artifact Registry, with a tag other than latest, or a digest."

  validation {
    condition     = can(regex("^[^@:[:space:]]+(:[0-9]+/[^@:[:space:]]+)?(:[A-Za-z0-9_.-]+|@sha256:[0-9a-f]{64})$", var.image)) && !endswith(var.image, ":latest")
    error_message = "image: expected REPOSITORY:TAG with a tag other than latest, or REPOSITORY@sha256:DIGEST."
  }
}

variable "gpu" {
  type        = string
  default     = "nvidia-l4"
  description = "The kind of GPU, as gcloud names it; an instance has one."

  validation {
    condition     = can(regex("^nvidia-[a-z0-9-]+$", var.gpu))
    error_message = "gpu: expected a name such as nvidia-l4."
  }
}

variable "zonal_redundancy" {
  type        = bool
  default     = false
  description = "Whether Google holds GPUs in other zones ready for a failover. Costs more for every second, and has a quota of its own."
}

variable "cpu" {
  type        = number
  default     = 4
  description = "vCPUs of an instance. Cloud Run wants 4 or more with an L4."

  validation {
    condition     = var.cpu >= 4 && var.cpu % 2 == 0
    error_message = "cpu: expected an even number, 4 or more."
  }
}

variable "memory_gib" {
  type        = number
  default     = 16
  description = "Memory of an instance in GiB. Cloud Run wants 16 or more with an L4."

  validation {
    condition     = var.memory_gib >= 16 && floor(var.memory_gib) == var.memory_gib
    error_message = "memory_gib: expected a whole number, 16 or more."
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
  default     = 6
  description = "Requests that may wait for a worker in one instance; with more, Cloud Run starts another instance."

  validation {
    condition     = var.max_queue_size >= 1 && var.max_queue_size <= 500 && floor(var.max_queue_size) == var.max_queue_size
    error_message = "max_queue_size: expected a whole number from 1 to 500."
  }
}

variable "min_instances" {
  type        = number
  default     = 0
  description = "Instances that are kept when nobody asks. 0 costs nothing then, and the first request waits for a start."

  validation {
    condition     = var.min_instances >= 0 && floor(var.min_instances) == var.min_instances
    error_message = "min_instances: expected a whole number, 0 or more."
  }
}

variable "max_instances" {
  type        = number
  default     = 3
  description = "Most instances: the limit of what this can cost, and at most the quota of GPUs."

  validation {
    condition     = var.max_instances >= 1 && var.max_instances >= var.min_instances && floor(var.max_instances) == var.max_instances
    error_message = "max_instances: expected a whole number, 1 or more, and not less than min_instances."
  }
}

variable "startup_seconds" {
  type        = number
  default     = 240
  description = "How long an instance may take until the model is loaded."

  validation {
    condition     = var.startup_seconds >= 10 && var.startup_seconds <= 240 && var.startup_seconds % 10 == 0
    error_message = "startup_seconds: expected a multiple of 10 from 10 to 240, which is the most that Cloud Run waits."
  }
}

variable "request_seconds" {
  type        = number
  default     = 60
  description = "How long a request or a stream may take, a wait for a start included."

  validation {
    condition     = var.request_seconds >= 1 && var.request_seconds <= 3600 && floor(var.request_seconds) == var.request_seconds
    error_message = "request_seconds: expected a whole number from 1 to 3600."
  }
}

variable "model" {
  type = object({
    bucket = string
    object = string
  })
  default     = null
  description = "An archive in Cloud Storage, mounted for reading. Without it, the model in the image."

  validation {
    condition     = var.model == null || can(regex("^[^/].*\\.pt$", var.model.object))
    error_message = "model.object: expected the name of a .pt file, without a slash at its beginning."
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

variable "public" {
  type        = bool
  default     = false
  description = "Whether the service can be reached from the internet. Who may call it is said by invokers in either case."
}

variable "invokers" {
  type        = set(string)
  default     = []
  description = "Who may call the service, for example serviceAccount:NAME@PROJECT.iam.gserviceaccount.com."

  validation {
    condition     = alltrue([for member in var.invokers : can(regex("^(user|group|serviceAccount|domain|principal|principalSet):", member))])
    error_message = "invokers: expected members such as serviceAccount:… or group:…; allUsers is not taken."
  }
}

variable "network" {
  type = object({
    network    = string
    subnetwork = string
  })
  default     = null
  description = "A VPC for what the service itself sends out. Without it, nothing is attached."
}

variable "deletion_protection" {
  type        = bool
  default     = true
  description = "Whether terraform destroy refuses to remove the service."
}

variable "labels" {
  type        = map(string)
  default     = {}
  description = "Labels of the service."
}
