package io.munjigi.architecture.planted.only_transfers_read_files_of_others.settings_in_csv.app;

import de.siegmar.fastcsv.reader.CsvRecord;

/** Settings that are read from a table. */
interface Settings {

    CsvRecord row();
}
