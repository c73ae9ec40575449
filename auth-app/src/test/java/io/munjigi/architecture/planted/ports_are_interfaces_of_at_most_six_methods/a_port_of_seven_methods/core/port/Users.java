package io.munjigi.architecture.planted.ports_are_interfaces_of_at_most_six_methods.a_port_of_seven_methods.core.port;

/** One too many. */
interface Users {

    void add();

    void find();

    void change();

    void remove();

    void count();

    void list();

    void export();
}
