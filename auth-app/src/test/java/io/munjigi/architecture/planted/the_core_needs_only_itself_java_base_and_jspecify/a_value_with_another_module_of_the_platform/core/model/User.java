package io.munjigi.architecture.planted.the_core_needs_only_itself_java_base_and_jspecify.a_value_with_another_module_of_the_platform.core.model;

import java.sql.Timestamp;

/** A value that needs the JDK, but more of it than java.base. */
interface User {

    Timestamp createdAt();
}
