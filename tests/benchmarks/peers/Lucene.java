// Lucene: one German stemmed field with positions, text stored, dates as points and values.
//
//     java Lucene build FOLDER              sections as lines "name TAB seconds TAB text" on stdin
//     java Lucene answer FOLDER QUESTIONS   the protocol of __main__.py
//     java Lucene ask FOLDER KIND WORD…     the names of what is found, and the end
//
// Snowball's German stemmer as with the other peers, no stop words; with the system property
// "own" Lucene's own German analyser, the "german" of search servers. What stands between two
// moments and the number of hits and letters of a prefix are told by system properties as well.

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;

public class Lucene {
    static final int TOP = Integer.getInteger("top");
    static final int PREFIX = Integer.getInteger("prefix");
    static final Sort NEWEST =
            new Sort(LongField.newSortField("day", true, SortedNumericSelector.Type.MAX));

    record Question(Query query, boolean newest) {}

    static final Analyzer ANALYZER =
            Boolean.getBoolean("own") ? new GermanAnalyzer() : new Snowball();

    static final class Snowball extends Analyzer {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            StandardTokenizer words = new StandardTokenizer();
            return new TokenStreamComponents(
                    words, new SnowballFilter(new LowerCaseFilter(words), "German"));
        }
    }

    final IndexSearcher searcher;

    Lucene(String folder) throws Exception {
        searcher = new IndexSearcher(DirectoryReader.open(FSDirectory.open(Path.of(folder))));
    }

    static void build(String folder, BufferedReader lines) throws Exception {
        IndexWriterConfig config = new IndexWriterConfig(ANALYZER);
        config.setRAMBufferSizeMB(Integer.getInteger("room") / 1e6);
        try (IndexWriter writer = new IndexWriter(FSDirectory.open(Path.of(folder)), config)) {
            lines.lines().parallel().forEach(line -> {
                String[] parts = line.split("\t", 3);
                Document document = new Document();
                document.add(new StoredField("name", parts[0]));
                document.add(new LongField("day", Long.parseLong(parts[1]), Field.Store.NO));
                document.add(new TextField("body", parts[2], Field.Store.YES));
                try {
                    writer.addDocument(document);
                } catch (java.io.IOException error) {
                    throw new java.io.UncheckedIOException(error);
                }
            });
        }
    }

    List<String> stems(String text) throws Exception {
        List<String> found = new ArrayList<>();
        try (TokenStream stream = ANALYZER.tokenStream("body", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                found.add(term.toString());
            }
            stream.end();
        }
        return found;
    }

    Question question(String kind, String text) throws Exception {
        if (kind.equals("prefix")) {
            String word = text.split(" ")[0].toLowerCase();
            String start = word.substring(0, Math.min(PREFIX, word.length()));
            return new Question(new PrefixQuery(new Term("body", start)), false);
        }
        List<String> stems = stems(text);
        if (kind.equals("phrase")) {
            return new Question(new PhraseQuery("body", stems.toArray(String[]::new)), false);
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        Occur occur = kind.equals("all") ? Occur.MUST : Occur.SHOULD;
        stems.forEach(stem -> all.add(new TermQuery(new Term("body", stem)), occur));
        Query made = all.build();
        if (kind.equals("dated")) {
            Query days = LongField.newRangeQuery(
                    "day", Long.getLong("first"), Long.getLong("last") - 1);
            made = new BooleanQuery.Builder()
                    .add(made, Occur.MUST)
                    .add(days, Occur.FILTER)
                    .build();
        }
        return new Question(made, kind.equals("newest"));
    }

    ScoreDoc[] ask(Question question) throws Exception {
        return question.newest
                ? searcher.search(question.query, TOP, NEWEST).scoreDocs
                : searcher.search(question.query, TOP).scoreDocs;
    }

    String names(ScoreDoc[] hits) throws Exception {
        StringBuilder names = new StringBuilder();
        for (ScoreDoc hit : hits) {
            names.append(searcher.storedFields().document(hit.doc).get("name")).append(' ');
        }
        return names.toString().trim();
    }

    void answer(String questions, BufferedReader commands) throws Exception {
        Map<String, List<Question>> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of(questions))) {
            String[] parts = line.split("\t");
            rows.computeIfAbsent(parts[0], row -> new ArrayList<>()).add(
                    question(parts[1], parts[2]));
        }
        System.out.println("ready");
        for (String line; (line = commands.readLine()) != null; ) {
            String[] parts = line.split("\t");
            StringBuilder reply = new StringBuilder();
            if (parts[0].equals("time")) {
                for (Question question : rows.get(parts[1])) {
                    long start = System.nanoTime();
                    ask(question);
                    reply.append((System.nanoTime() - start) / 1e6).append(' ');
                }
            } else if (parts[0].equals("rate")) {
                long start = System.nanoTime(), count = 0;
                double seconds = 0;
                while (seconds < Double.parseDouble(parts[1])) {
                    for (int row = 2; row < parts.length; row++) {
                        for (Question question : rows.get(parts[row])) {
                            ask(question);
                            count++;
                        }
                    }
                    seconds = (System.nanoTime() - start) / 1e9;
                }
                reply.append(count).append(' ').append(seconds);
            } else {
                reply.append(names(ask(question(parts[1], parts[2]))));
            }
            System.out.println(reply.toString().trim());
        }
    }

    public static void main(String[] args) throws Exception {
        BufferedReader input =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if (args[0].equals("build")) {
            build(args[1], input);
            return;
        }
        Lucene lucene = new Lucene(args[1]);
        if (args[0].equals("answer")) {
            lucene.answer(args[2], input);
            return;
        }
        String words = String.join(" ", Arrays.copyOfRange(args, 3, args.length));
        System.out.println(lucene.names(lucene.ask(lucene.question(args[2], words))));
    }
}
