variable "name" {
  type        = string
  default     = "quantmask"
  description = "Name of everything that is created."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,48}[a-z0-9]$", var.name))
    error_message = "name: expected 2 to 50 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "namespace" {
  type        = string
  description = "The namespace, which has to exist."

  validation {
    condition     = can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", var.namespace))
    error_message = "namespace: expected lower-case letters, digits and hyphens."
  }
}

variable "image" {
  type        = string
  description = "The image, with a tag other than latest, or a digest."

  validation {
    condition     = can(regex("^[^@:[:space:]]+(:[0-9]+/[^@:[:space:]]+)?(:[A-Za-z0-9_.-]+|@sha256:[0-9a-f]{64})$", var.image)) && !endswith(var.image, ":latest")
    error_message = "image: expected REPOSITORY:TAG with a tag other than latest, or REPOSITORY@sha256:DIGEST."
  }
}

variable "scaling" {
  type        = string
  default     = "keda"
  description = "What starts and ends pods: keda (by the time that requests wait, from one pod) or knative (by concurrent requests, from none)."

  validation {
    condition     = contains(["keda", "knative"], var.scaling)
    error_message = "scaling: expected keda or knative."
  }
}

variable "prometheus_url" {
  type        = string
  default     = null
  description = "Where KEDA asks Prometheus, for example http://prometheus.monitoring:9090. Prometheus has to collect /q/metrics of the pods."

  validation {
    condition     = var.prometheus_url == null ? var.scaling != "keda" : can(regex("^https?://[^/[:space:]]+", var.prometheus_url))
    error_message = "prometheus_url: expected the address of Prometheus, which scaling by keda needs."
  }
}

variable "queue_wait_seconds" {
  type        = number
  default     = 0.25
  description = "How long requests may wait for a worker on average; with more, KEDA starts pods."

  validation {
    condition     = var.queue_wait_seconds > 0
    error_message = "queue_wait_seconds: expected more than 0."
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
  description = "Requests that may wait for a worker in one pod; more are answered 503."

  validation {
    condition     = var.max_queue_size >= 1 && var.max_queue_size <= 1000 && floor(var.max_queue_size) == var.max_queue_size
    error_message = "max_queue_size: expected a whole number from 1 to 1000."
  }
}

variable "model" {
  type = object({
    claim = string
    path  = string
  })
  default     = null
  description = "A persistent volume claim that has an archive, and the archive's path in it. Without it, the model in the image."

  validation {
    condition     = var.model == null ? true : can(regex("^[^/].*\\.pt$", var.model.path))
    error_message = "model.path: expected the path of a .pt file in the volume, without a slash at its beginning."
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

variable "cpu" {
  type        = string
  default     = "4"
  description = "CPUs of a pod."

  validation {
    condition     = can(regex("^[1-9][0-9]*m?$", var.cpu))
    error_message = "cpu: expected a quantity such as 4 or 3500m."
  }
}

variable "memory" {
  type        = string
  default     = "12Gi"
  description = "Memory of a pod."

  validation {
    condition     = can(regex("^[1-9][0-9]*(Mi|Gi)$", var.memory))
    error_message = "memory: expected a quantity such as 12Gi."
  }
}

variable "node_selector" {
  type        = map(string)
  default     = {}
  description = "Labels of the machines that have the GPU."
}

variable "min_replicas" {
  type        = number
  default     = null
  description = "Pods that are kept when nobody asks: by default 1 with KEDA and 0 with Knative."

  validation {
    condition     = var.min_replicas == null ? true : var.min_replicas >= (var.scaling == "keda" ? 1 : 0) && floor(var.min_replicas) == var.min_replicas
    error_message = "min_replicas: expected a whole number; with keda 1 or more, since without a pod nothing tells that requests wait."
  }
}

variable "max_replicas" {
  type        = number
  default     = 3
  description = "Most pods, and so most GPUs."

  validation {
    condition     = var.max_replicas >= 1 && var.max_replicas >= coalesce(var.min_replicas, 0) && floor(var.max_replicas) == var.max_replicas
    error_message = "max_replicas: expected a whole number, 1 or more, and not less than min_replicas."
  }
}

variable "max_unavailable" {
  type        = number
  default     = 0
  description = "Pods that a rollout ends before their successors are ready (with keda). 1 for a cluster that has no free GPU: with one pod, nothing answers then until the new one is ready."

  validation {
    condition     = var.max_unavailable >= 0 && floor(var.max_unavailable) == var.max_unavailable
    error_message = "max_unavailable: expected a whole number, 0 or more."
  }
}

variable "startup_seconds" {
  type        = number
  default     = 300
  description = "How long a pod may take until the model is loaded."

  validation {
    condition     = var.startup_seconds >= 10 && var.startup_seconds % 10 == 0
    error_message = "startup_seconds: expected a multiple of 10, 10 or more."
  }
}

variable "request_seconds" {
  type        = number
  default     = 60
  description = "How long Knative lets a request or a stream take, a wait for a start included. A pod that ends has the same time for what it has begun."

  validation {
    condition     = var.request_seconds >= 40 && var.request_seconds <= 600 && floor(var.request_seconds) == var.request_seconds
    error_message = "request_seconds: expected a whole number from 40 to 600; a pod that ends takes up to 33 s for what it has begun."
  }
}

variable "client_namespaces" {
  type        = set(string)
  default     = []
  description = "Further namespaces that may call the pods (with keda); that of Prometheus has to be among them. The pods' own may in any case."

  validation {
    condition     = alltrue([for namespace in var.client_namespaces : can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", namespace))])
    error_message = "client_namespaces: expected names of namespaces."
  }
}

variable "public" {
  type        = bool
  default     = false
  description = "Whether Knative gives the service an address outside of the cluster; the service then starts only with api_keys or tokens. With keda, bring an Ingress or a Gateway of your own."

  validation {
    condition     = !var.public || var.scaling == "knative"
    error_message = "public: only with scaling by knative."
  }
}
