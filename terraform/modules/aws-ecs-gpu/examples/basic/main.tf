terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

variable "region" {
  type        = string
  description = "The region of the image and of the VPC."
}

variable "image" {
  type        = string
  description = "The GPU image in ECR."
}

variable "vpc_id" {
  type        = string
  description = "The VPC of the clients."
}

variable "private_subnet_ids" {
  type        = list(string)
  description = "Its private subnets, in two zones or more."
}

data "aws_vpc" "clients" {
  id = var.vpc_id
}

provider "aws" {
  region = var.region
}

module "quantmask" {
  source = "../.."

  image                    = var.image
  vpc_id                   = var.vpc_id
  service_subnet_ids       = var.private_subnet_ids
  load_balancer_subnet_ids = var.private_subnet_ids
  client_cidr_blocks       = [data.aws_vpc.clients.cidr_block]
}

output "url" {
  description = "Where the service answers, inside the VPC."
  value       = module.quantmask.url
}
