package io.munjigi.architecture.planted.every_package_is_null_marked.a_package_that_says_nothing.core.model;

/** Next to it there is no {@code package-info}. */
interface User {}
