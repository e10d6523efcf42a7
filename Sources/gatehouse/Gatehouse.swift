import ArgumentParser

@main struct Gatehouse: AsyncParsableCommand {}
