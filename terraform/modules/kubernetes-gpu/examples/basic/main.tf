terraform {
  required_version = ">= 1.9"

  required_providers {
    kubectl = {
      source  = "gavinbunney/kubectl"
      version = "~> 1.19"
    }
  }
}

variable "context" {
  type        = string
  description = "The context of the kubeconfig file that names the cluster."
}

variable "image" {
  type        = string
  description = "The GPU image."
}

provider "kubectl" {
  config_context = var.context
}

module "quantmask" {
  source = "../.."

  namespace         = "games"
  image             = var.image
  prometheus_url    = "http://prometheus-operated.monitoring:9090"
  client_namespaces = ["monitoring"]
}

output "url" {
  description = "Where the service answers, inside the cluster."
  value       = module.quantmask.url
}
