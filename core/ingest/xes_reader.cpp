#include <algorithm>
#include <vector>

#include "ingest/frame_xes.h"
#include "ingest/wipe.h"
#include "throughline/text.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wpedantic"
#include <rapidxml/rapidxml.hpp>
#pragma GCC diagnostic pop

namespace throughline::ingest {
namespace {

using Element = rapidxml::xml_node<char>;

std::string_view name_of(const Element& element) {
  return local_name({element.name(), element.name_size()});
}

// From `element` on through its siblings, the first of that name.
const Element* named(const Element* element, std::string_view name) {
  while (element != nullptr && name_of(*element) != name) element = element->next_sibling();
  return element;
}

std::string_view attribute(const Element& element, std::string_view name) {
  const auto* found = element.first_attribute(name.data(), name.size());
  return found == nullptr ? std::string_view()
                          : std::string_view(found->value(), found->value_size());
}

// How deep elements nest; rapidxml recurses, so this is asked before it is.
std::size_t nesting(std::string_view text) {
  std::size_t depth = 0, deepest = 0;
  std::size_t at = text.find('<');
  while (at != std::string_view::npos) {
    const Markup markup = read_markup(text.substr(at));
    if (markup.what == Markup::What::incomplete) break;
    if (markup.what == Markup::What::open) deepest = std::max(deepest, ++depth);
    if (markup.what == Markup::What::close && depth > 0) --depth;
    at = text.find('<', at + markup.size);
  }
  return deepest;
}

class TraceBuilder {
 public:
  explicit TraceBuilder(RecordTree& tree) : tree_(&tree) {}

  void build(const Element& record) {
    tree_->open(NodeType::object);
    const bool is_trace = name_of(record) == "trace";
    open("trace", NodeType::object);
    if (is_trace) attributes(record, "");
    tree_->close();
    open("events", NodeType::array);
    if (is_trace) {
      for (const Element* child = named(record.first_node(), "event"); child != nullptr;
           child = named(child->next_sibling(), "event"))
        event(*child);
    } else {
      event(record);
    }
    tree_->close();
    tree_->close();
  }

 private:
  void open(std::string_view key, NodeType type) { tree_->set_key(tree_->open(type), key); }

  void event(const Element& element) {
    tree_->open(NodeType::object);
    attributes(element, "");
    tree_->close();
  }

  // The attributes in `parent`, their keys after `prefix`.
  void attributes(const Element& parent, const std::string& prefix) {
    for (const Element* child = parent.first_node(); child != nullptr;
         child = child->next_sibling()) {
      if (child->type() != rapidxml::node_element || name_of(*child) == "event") continue;
      std::string key = prefix;
      key += attribute(*child, "key");
      add(*child, key);
      if (!is_container(*child)) attributes(*child, key + '/');
    }
  }

  static bool is_container(const Element& element) {
    return name_of(element) == "list" || name_of(element) == "container";
  }

  void add(const Element& element, const std::string& key) {
    const std::string_view kind = name_of(element);
    if (kind == "container") {
      open(key, NodeType::object);
      attributes(element, "");
      tree_->close();
    } else if (kind == "list") {
      open(key, NodeType::array);
      const Element* values = named(element.first_node(), "values");
      const Element& holder = values != nullptr ? *values : element;
      for (const Element* child = holder.first_node(); child != nullptr;
           child = child->next_sibling())
        if (child->type() == rapidxml::node_element) add(*child, "");
      tree_->close();
    } else {
      scalar(kind, key, attribute(element, "value"));
    }
  }

  void scalar(std::string_view kind, const std::string& key, std::string_view value) {
    NodeType type = NodeType::string;
    if ((kind == "int" || kind == "float") && is_json_number(value) && fits_double(value))
      type = NodeType::number;
    if (kind == "boolean" && (value == "true" || value == "false")) type = NodeType::flag;
    const auto node = tree_->add(type);
    tree_->set_key(node, key);
    tree_->set_text(node, value);
  }

  RecordTree* tree_;
};

}  // namespace

struct XesReader::State {
  std::vector<char> text;  // rapidxml decodes in place and wants a NUL at the end
  std::uint64_t replaced = 0;
};

XesReader::XesReader() : state_(std::make_unique<State>()) {}
XesReader::~XesReader() { wipe(); }

std::uint64_t XesReader::replaced() const { return state_->replaced; }

Reader::Outcome XesReader::read(std::string_view text, RecordTree& tree, ReadFault& fault) {
  constexpr int kFlags = rapidxml::parse_no_data_nodes | rapidxml::parse_validate_closing_tags;
  tree.clear();
  fault = {};
  const std::size_t nul = text.find('\0');
  if (nul != std::string_view::npos) {
    fault = {Code::nul_character, nul, {}};
    return Outcome::fault;
  }
  if (nesting(text) > RecordTree::kMaxDepth - 2) {
    fault.code = Code::too_deep;
    return Outcome::fault;
  }
  std::string valid;
  state_->replaced += append_valid_utf8(text, valid);
  std::vector<char>& buffer = state_->text;
  buffer.assign(valid.begin(), valid.end());
  buffer.push_back('\0');
  wipe_string(valid);
  const auto document = std::make_unique<rapidxml::xml_document<char>>();
  try {
    document->parse<kFlags>(buffer.data());
  } catch (const rapidxml::parse_error& error) {
    fault.offset =
        std::min(static_cast<std::size_t>(error.where<char>() - buffer.data()), text.size());
    fault.detail = error.what();
    return Outcome::fault;
  }
  const Element* record = document->first_node();
  if (record == nullptr) {
    fault.detail = "A trace holds no element.";
    return Outcome::fault;
  }
  TraceBuilder(tree).build(*record);
  return Outcome::record;
}

void XesReader::wipe() {
  state_->text.resize(state_->text.capacity());
  wipe_bytes(state_->text.data(), state_->text.size());
  state_->text.clear();
}

}  // namespace throughline::ingest
