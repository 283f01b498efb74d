package dev.quantmask.engine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledOnOs;

/** For tests of libtorch's 8-bit operators, which other processors lack or compute otherwise. */
@EnabledOnOs(architectures = {"amd64", "x86_64"})
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface EnabledOnX86 {}
