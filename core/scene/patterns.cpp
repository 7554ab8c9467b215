// Patterns over many customers: one table under the other, a bar under each row's value.
#include <algorithm>

#include "layout.h"
#include "tokens.h"

namespace throughline {
namespace {

namespace patterns = tokens::patterns;

constexpr std::size_t kListedCustomers = 100;
constexpr Px64 kTopH = px(patterns::heading_h + patterns::header_h);

bool repeats(PatternKind kind) {
  return kind == PatternKind::repeat_by_service || kind == PatternKind::repeat_by_tag;
}
bool converts(PatternKind kind) {
  return kind == PatternKind::conversion_by_lead_source ||
         kind == PatternKind::conversion_by_first_channel;
}

bool has_column(PatternKind kind, std::string_view name) {
  if (name == "asked") return kind == PatternKind::questions_before;
  if (name == "converted") return converts(kind) || kind == PatternKind::questions_before;
  if (name == "repeated") return repeats(kind);
  if (name == "share") return kind != PatternKind::questions_before;
  if (name == "duration_ms") return converts(kind);
  return true;
}

// The rate of conversion or return; for touchpoints the share of those who converted.
std::int64_t row_share(const PatternTable& table, const PatternRow& row,
                       std::int64_t all_converted) {
  const auto customers = static_cast<std::uint64_t>(row.customers);
  if (table.kind == PatternKind::touchpoints_before)
    return share_of(customers, static_cast<std::uint64_t>(all_converted));
  return share_of(static_cast<std::uint64_t>(row.converted), customers);
}

class PatternPainter {
 public:
  PatternPainter(const LayoutInput& input, SceneBuilder& builder, const Patterns& found)
      : input_(input),
        builder_(builder),
        found_(found),
        x_(px(patterns::side_pad)),
        w_(std::max<Px64>(px(1), px(input.request.width - 2 * patterns::side_pad))) {}

  void paint(const PatternTable& table, Px64 top, const ListedRange& range) {
    table_ = &table;
    name_ = std::string(pattern_name(table.kind));
    place_columns();
    const auto rows = static_cast<Px64>(table.rows.size());
    node_ =
        builder_.add(SceneRole::table, 0, {x_, top, w_, kTopH + rows * px(patterns::row_h)}, name_);
    builder_.text(node_, SceneField::name, name_);
    builder_.number(node_, SceneField::count, rows);
    paint_header(top + px(patterns::heading_h));
    const Px64 first_y = top + kTopH;
    const auto first =
        static_cast<std::size_t>(std::max<Px64>(0, range.from - first_y) / px(patterns::row_h));
    for (std::size_t i = first; i < table.rows.size(); ++i) {
      const Px64 y = first_y + static_cast<Px64>(i) * px(patterns::row_h);
      if (y >= range.to) break;
      paint_row(table.rows[i], y);
    }
  }

 private:
  struct Shown {
    std::string_view name;
    Px64 x, w;
  };

  // Figures at the inline end, the value takes the rest.
  void place_columns() {
    columns_.clear();
    Px64 figures = 0;
    for (const patterns::Column& column : patterns::columns) {
      if (!has_column(table_->kind, column.name) || input_.request.width < column.from_w) continue;
      columns_.push_back({column.name, 0, px(column.min_w)});
      if (column.weight == 0) figures += px(column.min_w);
    }
    columns_.front().w = std::max(columns_.front().w, w_ - figures);
    Px64 x = x_;
    for (Shown& column : columns_) {
      column.x = x;
      x += column.w;
    }
  }

  void paint_header(Px64 y) {
    const std::int32_t header = builder_.add(SceneRole::header_row, node_,
                                             {x_, y, w_, px(patterns::header_h)}, name_ + "/head");
    for (const Shown& column : columns_) {
      const std::int32_t node =
          builder_.add(SceneRole::column, header, {column.x, y, column.w, px(patterns::header_h)},
                       name_ + "/head/" + std::string(column.name));
      builder_.text(node, SceneField::name, column.name);
    }
  }

  void paint_row(const PatternRow& row, Px64 y) {
    const std::string id = name_ + "/" + (row.value ? "=" + *row.value : std::string("-"));
    const std::int32_t node =
        builder_.add(SceneRole::pattern, node_, {x_, y, w_, px(patterns::row_h)}, id);
    const std::int64_t share = row_share(*table_, row, found_.converted);
    builder_.text(node, SceneField::name, name_);
    if (row.value)
      builder_.text(node, SceneField::value, *row.value);
    else
      builder_.text(node, SceneField::absence, absence_name(Absence::empty));
    builder_.number(node, SceneField::count, row.customers);
    builder_.number(node, SceneField::total, row.converted);
    builder_.number(node, SceneField::share, share);
    builder_.text(node, SceneField::customers, opened(row));
    const std::size_t events = std::min(row.events.size(), kListedCustomers);
    builder_.node(node).rows.assign(row.events.begin(),
                                    row.events.begin() + static_cast<std::ptrdiff_t>(events));
    for (const Shown& column : columns_) paint_cell(node, id, column, row, share, y);
    const Px64 bar_w = columns_.front().w - 2 * px(patterns::cell_pad);
    const std::int32_t bar =
        builder_.add(SceneRole::bar, node,
                     {x_ + px(patterns::cell_pad), y + px(patterns::row_h - patterns::bar_h - 2),
                      part_of(bar_w, static_cast<std::uint64_t>(share), 1000), px(patterns::bar_h)},
                     id + "/bar");
    builder_.number(bar, SceneField::share, share);
  }

  void paint_cell(std::int32_t row_node, const std::string& id, const Shown& column,
                  const PatternRow& row, std::int64_t share, Px64 y) {
    const std::int32_t node =
        builder_.add(SceneRole::cell, row_node, {column.x, y, column.w, px(patterns::row_h)},
                     id + "/" + std::string(column.name));
    builder_.text(node, SceneField::name, column.name);
    if (column.name == "value") {
      if (row.value) builder_.text(node, SceneField::value, *row.value);
      if (!row.value) builder_.text(node, SceneField::absence, absence_name(Absence::empty));
      return;
    }
    if (column.name == "duration_ms") {
      if (row.convert_ms.median) builder_.number(node, SceneField::value, *row.convert_ms.median);
      if (!row.convert_ms.median)
        builder_.text(node, SceneField::absence, absence_name(Absence::empty));
      builder_.text(node, SceneField::value_form, "duration_ms");
      return;
    }
    builder_.number(node, SceneField::value,
                    column.name == "asked"       ? row.asked
                    : column.name == "customers" ? row.customers
                    : column.name == "share"     ? share
                                                 : row.converted);
    builder_.text(node, SceneField::value_form, column.name == "share" ? "thousandths" : "integer");
  }

  std::string opened(const PatternRow& row) const {
    std::string list;
    JsonWriter writer(list);
    writer.begin_array();
    for (std::size_t i = 0; i < std::min(row.opens.size(), kListedCustomers); ++i)
      writer.string(input_.events.text(row.opens[i]));
    writer.end_array();
    return list;
  }

  const LayoutInput& input_;
  SceneBuilder& builder_;
  const Patterns& found_;
  Px64 x_, w_;
  const PatternTable* table_ = nullptr;
  std::string name_;
  std::int32_t node_ = 0;
  std::vector<Shown> columns_;
};

}  // namespace

Scene lay_out_patterns(const LayoutInput& input, const Patterns& found) {
  std::vector<Px64> tops{0};
  for (const PatternTable& table : found.tables)
    tops.push_back(tops.back() + kTopH +
                   static_cast<Px64>(table.rows.size()) * px(patterns::row_h) +
                   px(patterns::section_gap));
  const Px64 content_h = tops.back() + px(patterns::bottom_pad);
  SceneBuilder builder(input, px(input.request.width), content_h);
  const ListedRange range = scroll_to(input, builder, content_h);
  builder.number(0, SceneField::count, found.customers);
  builder.number(0, SceneField::total, found.converted);
  builder.text(0, SceneField::zone, input.zones().name(input.display_zone));
  PatternPainter painter(input, builder, found);
  for (std::size_t i = 0; i < found.tables.size(); ++i)
    if (range.touches(tops[i], tops[i + 1] - tops[i]))
      painter.paint(found.tables[i], tops[i], range);
  return std::move(builder.scene());
}

}  // namespace throughline
