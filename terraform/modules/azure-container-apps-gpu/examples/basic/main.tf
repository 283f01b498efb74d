terraform {
  required_version = ">= 1.9"

  required_providers {
    azapi = {
      source  = "Azure/azapi"
      version = ">= 1.15, < 3.0"
    }
  }
}

variable "resource_group_id" {
  type        = string
  description = "The resource group that gets the service."
}

variable "registry" {
  type = object({
    id           = string
    login_server = string
  })
  description = "The registry that has the image."
}

variable "image" {
  type        = string
  description = "The GPU image in that registry."
}

variable "subnet_id" {
  type        = string
  description = "A subnet of the clients' network, delegated to Microsoft.App/environments."
}

provider "azapi" {}

module "quantmask" {
  source = "../.."

  resource_group_id = var.resource_group_id
  location          = "swedencentral"
  registry          = var.registry
  image             = var.image
  subnet_id         = var.subnet_id
}

output "url" {
  description = "Where the service answers, inside the network."
  value       = module.quantmask.url
}
