# Sourced by `archive`, `run` and `jshell/session`: finds a JDK, the classes, and the archive of classes where there is one.
examples=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$examples")
archives=${FLUXION_ARCHIVE:-$examples/target/archive}

# Whether a directory holds a JDK of 25 or above.
suits() {
    [ -x "$1/bin/jshell" ] && [ -r "$1/release" ] || return 1
    local version
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    [ "${version:-0}" -ge 25 ]
}

# Sets jdk: that of JAVA_HOME or of the path, else one that is named to Maven, or where its toolchain search looks.
find_jdk() {
    local java named
    named=$(sed -n 's:.*<jdkHome>[[:space:]]*\([^<]*[^<[:space:]]\)[[:space:]]*</jdkHome>.*:\1:p' ~/.m2/toolchains.xml 2>/dev/null || true)
    java=$(command -v java || true)
    if [ -n "$java" ]; then java=$(dirname "$(dirname "$(readlink -f "$java" || echo "$java")")"); fi
    local IFS=$'\n'
    for jdk in ${JAVA_HOME:+"$JAVA_HOME"} ${java:+"$java"} $named ${JDK_HOME:+"$JDK_HOME"} ${JAVA25_HOME:+"$JAVA25_HOME"} \
            /usr/lib/jvm/* /opt/java/* /usr/java/* /usr/jdk/* ~/.sdkman/candidates/java/* ~/.jdks/* ~/.m2/jdks/* \
            ~/.asdf/installs/java/* ~/.jabba/jdk/* ~/.gradle/jdks/* ~/.jbang/cache/jdks/* ~/.jenv/versions/* \
            /Library/Java/JavaVirtualMachines/*/Contents/Home ~/Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if suits "$jdk"; then return 0; fi
    done
    echo "Fluxion needs a JDK 25: none in JAVA_HOME, on the path or where Maven looks for toolchains (see README)" >&2
    return 1
}

# Sets vavr: the jars of Vavr as the build has them.
find_vavr() {
    local version repository
    version=$(sed -n 's:.*<vavr.version>\(.*\)</vavr.version>.*:\1:p' "$root/pom.xml")
    repository=${MAVEN_REPOSITORY:-$HOME/.m2/repository}/io/vavr
    vavr=$(find "$repository/vavr/$version" "$repository/vavr-match" -name 'vavr*.jar' ! -name '*sources*' | sort | tr '\n' ':')
    vavr=${vavr%:}
}

compile_once() {
    [ -d "$root/dsl/target/classes" ] || (cd "$root" && mvn -q -B compile -Dexec.skip=true)
}

# Sets archive: a directory of jars and archives that are those of this JDK and these classes. Where it is out of date, it is
# made anew in the background, and this start does without.
find_archive() {
    archive=
    [ -r "$archives/current" ] || return 0
    local made
    made=$archives/$(cat "$archives/current")
    [ -r "$made/path" ] || return 0
    if [ "$(cat "$made/jdk" 2>/dev/null)" = "$jdk" ] && ! [ "$jdk/release" -nt "$made/jdk" ] && [ -z "$(find \
            "$root"/core/target/classes "$root"/ops/target/classes "$root"/transforms/target/classes "$root"/dsl/target/classes \
            -newer "$made/jdk" -print 2>/dev/null | head -n 1)" ]; then
        archive=$made
    else
        nice "$examples/archive" </dev/null >/dev/null 2>&1 &
    fi
}
