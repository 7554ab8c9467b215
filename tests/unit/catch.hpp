// Catch2 as Debian 12 (version 2) and Debian 13 (version 3) install it.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
