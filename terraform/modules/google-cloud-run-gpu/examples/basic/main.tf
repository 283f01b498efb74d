terraform {
  required_version = ">= 1.9"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 6.50, < 8.0"
    }
  }
}

variable "project_id" {
  type        = string
  description = "The project that has the image and gets the service."
}

variable "image" {
  type        = string
  description = "The GPU image in Artifact Registry."
}

variable "invoker" {
  type        = string
  description = "Who calls the service, for example serviceAccount:game@PROJECT.iam.gserviceaccount.com."
}

provider "google" {
  project = var.project_id
}

module "quantmask" {
  source = "../.."

  project_id = var.project_id
  region     = "europe-west4"
  image      = var.image
  invokers   = [var.invoker]
}

output "url" {
  description = "Where the service answers."
  value       = module.quantmask.url
}
