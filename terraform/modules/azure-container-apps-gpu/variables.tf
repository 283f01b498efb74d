variable "resource_group_id" {
  type        = string
  description = "The id of the resource group that everything is created in."

  validation {
    condition     = can(regex("^/subscriptions/[0-9a-fA-F-]{36}/resourceGroups/[^/]+$", var.resource_group_id))
    error_message = "resource_group_id: expected /subscriptions/ID/resourceGroups/NAME."
  }
}

variable "location" {
  type        = string
  description = "A region that has serverless GPUs, for example swedencentral."

  validation {
    condition     = can(regex("^[a-z0-9]+$", var.location))
    error_message = "location: expected the short name of a region, such as swedencentral."
  }
}

variable "name" {
  type        = string
  default     = "quantmask"
  description = "Name of the app, of its environment and of its identity."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}[a-z0-9]$", var.name)) && !strcontains(var.name, "--")
    error_message = "name: expected 2 to 32 lower-case letters, digits and single hyphens, beginning with a letter."
  }
}

variable "registry" {
  type = object({
    id           = string
    login_server = string
  })
  description = "The Azure Container Registry that has the image: its id, and its address such as games.azurecr.io."

  validation {
    condition     = can(regex("/providers/Microsoft.ContainerRegistry/registries/[^/]+$", var.registry.id))
    error_message = "registry.id: expected the id of an Azure Container Registry."
  }
}

variable "image" {
  type        = string
  description = "The image in that registry, with a tag other than latest, or a digest."

  validation {
    condition     = startswith(var.image, "${var.registry.login_server}/") && can(regex("^[^@:[:space:]]+(:[A-Za-z0-9_.-]+|@sha256:[0-9a-f]{64})$", var.image)) && !endswith(var.image, ":latest")
    error_message = "image: expected REGISTRY/REPOSITORY with a tag other than latest, or a digest, in the registry that is named."
  }
}

variable "gpu" {
  type        = string
  default     = "t4"
  description = "The kind of GPU: t4 (8 vCPUs, 56 GiB) or a100 (24 vCPUs, 220 GiB)."

  validation {
    condition     = contains(["t4", "a100"], var.gpu)
    error_message = "gpu: expected t4 or a100."
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
  description = "Requests that may wait for a worker in one replica; more are answered 503."

  validation {
    condition     = var.max_queue_size >= 1 && var.max_queue_size <= 1000 && floor(var.max_queue_size) == var.max_queue_size
    error_message = "max_queue_size: expected a whole number from 1 to 1000."
  }
}

variable "requests_per_replica" {
  type        = number
  default     = 6
  description = "Concurrent requests that a replica is to have; with more, another is started."

  validation {
    condition     = var.requests_per_replica >= 1 && var.requests_per_replica <= var.workers + var.max_queue_size && floor(var.requests_per_replica) == var.requests_per_replica
    error_message = "requests_per_replica: expected a whole number from 1 to workers + max_queue_size: a replica refuses more."
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

variable "min_replicas" {
  type        = number
  default     = 0
  description = "Replicas that are kept when nobody asks. 0 costs nothing then, and the first request waits for a start."

  validation {
    condition     = var.min_replicas >= 0 && floor(var.min_replicas) == var.min_replicas
    error_message = "min_replicas: expected a whole number, 0 or more."
  }
}

variable "max_replicas" {
  type        = number
  default     = 3
  description = "Most replicas: the limit of what this can cost, and at most the quota of GPUs."

  validation {
    condition     = var.max_replicas >= 1 && var.max_replicas >= var.min_replicas && floor(var.max_replicas) == var.max_replicas
    error_message = "max_replicas: expected a whole number, 1 or more, and not less than min_replicas."
  }
}

variable "startup_seconds" {
  type        = number
  default     = 300
  description = "How long a replica may take until the model is loaded."

  validation {
    condition     = var.startup_seconds >= 10 && var.startup_seconds <= 2400 && var.startup_seconds % 10 == 0
    error_message = "startup_seconds: expected a multiple of 10 from 10 to 2400."
  }
}

variable "subnet_id" {
  type        = string
  default     = null
  description = "A subnet for the environment, delegated to Microsoft.App/environments. Without it, only apps of the same environment reach the service."

  validation {
    condition     = var.subnet_id == null ? true : can(regex("/providers/Microsoft.Network/virtualNetworks/[^/]+/subnets/[^/]+$", var.subnet_id))
    error_message = "subnet_id: expected the id of a subnet."
  }
}

variable "public" {
  type        = bool
  default     = false
  description = "Whether the service has an address in the internet. It then starts only with api_keys or tokens."

  validation {
    condition     = !var.public || length(var.client_cidr_blocks) > 0
    error_message = "public: expected client_cidr_blocks with it."
  }
}

variable "client_cidr_blocks" {
  type        = list(string)
  default     = []
  description = "Where calls may come from; empty for anywhere that reaches the service."

  validation {
    condition     = alltrue([for block in var.client_cidr_blocks : can(cidrhost(block, 0))])
    error_message = "client_cidr_blocks: expected blocks such as 10.0.0.0/16."
  }
}

variable "log_analytics_workspace_id" {
  type        = string
  default     = null
  description = "The id of a Log Analytics workspace that gets the logs. Without it they can be streamed, and are not kept."

  validation {
    condition     = var.log_analytics_workspace_id == null ? true : can(regex("/providers/Microsoft.OperationalInsights/workspaces/[^/]+$", var.log_analytics_workspace_id))
    error_message = "log_analytics_workspace_id: expected the id of a Log Analytics workspace."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of everything that is created."
}
