#include "demo_keyboard/window/alternates.h"

#include <QHash>
#include <span>
#include <string_view>

#include "platform/embedded_file.h"

namespace inkling {

std::span<const EmbeddedFile> demo_keyboard_files();  // generated

namespace {

QHash<QString, QStringList> read_table() {
  QHash<QString, QStringList> out;
  const std::string_view text = demo_keyboard_files().back().text;
  const QString table = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
  for (const QString& line : table.split(QLatin1Char('\n'))) {
    const QStringList fields = line.split(QLatin1Char('\t'));
    if (fields.size() == 2) out.insert(fields[0], fields[1].split(QLatin1Char(' ')));
  }
  return out;
}

}  // namespace

QStringList alternates_of(const QString& character) {
  static const QHash<QString, QStringList> table = read_table();
  const auto found = table.constFind(character);
  if (found != table.constEnd()) return *found;
  const QString small = character.toLower();
  QStringList out;
  if (small == character) return out;
  for (const QString& each : table.value(small)) {
    const QString capital = each.toUpper();
    // "ß" has two letters as a capital; signs have none.
    if (capital.size() == 1 && capital != each) out.append(capital);
  }
  return out;
}

}  // namespace inkling
