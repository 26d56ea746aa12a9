// What a long press on a key offers: accents, and signs of the same kind.
#pragma once

#include <QString>
#include <QStringList>

namespace inkling {

/// By the table demo_keyboard/data/alternates.tsv; for a capital those of its small letter, as
/// capitals where there are any. Empty for what the table lacks.
QStringList alternates_of(const QString& character);

}  // namespace inkling
