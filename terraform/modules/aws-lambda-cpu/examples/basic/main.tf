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
  description = "The region of the image, of the bucket and of the function."
}

variable "image_uri" {
  type        = string
  description = "The Lambda image in ECR."
}

variable "bucket" {
  type        = string
  description = "The bucket that frames arrive in, under frames/."
}

provider "aws" {
  region = var.region
}

module "quantmask" {
  source = "../.."

  image_uri       = var.image_uri
  max_concurrency = 10
  s3_trigger      = { bucket = var.bucket, prefix = "frames/" }
}

output "url" {
  description = "Where the function answers."
  value       = module.quantmask.url
}
